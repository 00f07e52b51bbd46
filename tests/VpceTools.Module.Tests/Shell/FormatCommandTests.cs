using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

/// <summary>Format-List and Format-Table, which a hosted engine lacks and the shell gives back.</summary>
public sealed class FormatCommandTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Theory]
    [InlineData("Format-List Name, Index")]
    [InlineData("fl -Property Name, Index")]
    public void Format_List_shows_properties_below_each_other(string command)
    {
        using var session = new ModuleSession(width: 80, modulePath: module.Manifest);

        Assert.Equal("\nName  : a\nIndex : 1\n\nName  : a\nIndex : 2\n\n", session.InvokeText($"Get-Endpoint a | {command}"));
    }

    [Fact]
    public void Format_List_uses_the_type_s_list_view()
    {
        module.Write("List.Format.ps1xml", """
            <Configuration><ViewDefinitions><View>
              <Name>EndpointList</Name>
              <ViewSelectedBy><TypeName>Fake.Endpoint</TypeName></ViewSelectedBy>
              <ListControl><ListEntries><ListEntry><ListItems>
                <ListItem><Label>Evidence</Label><PropertyName>Detail</PropertyName></ListItem>
              </ListItems></ListEntry></ListEntries></ListControl>
            </View></ViewDefinitions></Configuration>
            """);
        var manifest = module.Write("List.psd1", """
            @{ RootModule = 'Fake.psm1'; ModuleVersion = '1.0'; FunctionsToExport = '*'; FormatsToProcess = 'List.Format.ps1xml' }
            """);
        using var session = new ModuleSession(width: 80, modulePath: manifest);

        Assert.Equal("\nEvidence : hidden by the view\n\n", session.InvokeText("Get-Endpoint a -Count 1 | Format-List"));
    }

    [Theory]
    [InlineData("Format-Table Index, Name")]
    [InlineData("ft -AutoSize -Property Index, Name")]
    public void Format_Table_shows_the_chosen_columns(string command)
    {
        using var session = new ModuleSession(width: 80, modulePath: module.Manifest);

        Assert.Equal("\nIndex Name\n----- ----\n    1 a\n\n", session.InvokeText($"Get-Endpoint a -Count 1 | {command}"));
    }

    [Fact]
    public void Format_Table_groups()
    {
        using var session = new ModuleSession(width: 80, modulePath: module.Manifest);

        Assert.Equal("\n   Name: a\n\n    1\n\n   Name: b\n\n    1\n\n",
            session.InvokeText("'a', 'b' | ForEach-Object { Get-Endpoint $_ -Count 1 } | Format-Table Index -GroupBy Name -HideTableHeaders"));
    }
}
