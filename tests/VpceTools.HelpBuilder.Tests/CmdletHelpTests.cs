using VpceTools.Commands;
using VpceTools.HelpBuilder.Pages;
using Xunit;

namespace VpceTools.HelpBuilder.Tests;

/// <summary>Whoever changes a cmdlet and forgets its page, or the other way round, learns it from the build.</summary>
public sealed class CmdletHelpTests
{
    private const string Good = """
        # Get-VpcEndpointCheck

        Lists `checks`.

        ## Description

        Text.

        ## Examples

        ### One

        ```powershell
        Get-VpcEndpointCheck
        ```

        Remark.

        ### Two

        ```powershell
        Get-VpcEndpointCheck *
        ```

        Remark.

        ### Three

        ```powershell
        Get-VpcEndpointCheck R*
        ```

        Remark.

        ## Parameters

        ### -Name

        The **checks**; takes `*`.

        Default: every check.

        ## Inputs

        ### System.String

        Names.

        ## Outputs

        ### VpceTools.Checks.CheckDescriptor

        Checks.

        ## Links

        - [about_VpceTools](../about/about_VpceTools.md)
        """;

    [Fact]
    public void A_page_becomes_help()
    {
        var help = Read(Good);

        var (parameter, text) = Assert.Single(help.Parameters);
        Assert.Equal("The checks; takes *.", Assert.Single(text.Text).Text);
        Assert.Equal("every check", text.Default);
        Assert.Equal(("Check", true, "True (ByValue, ByPropertyName)"),
            (parameter.Aliases, parameter.SupportsWildcards, parameter.PipelineInput));
        Assert.Equal(["Get-VpcEndpointCheck", "Get-VpcEndpointCheck *", "Get-VpcEndpointCheck R*"], help.Examples.Select(e => e.Code));
    }

    [Fact]
    public void Words_are_those_that_the_cmdlet_accepts()
    {
        string[] WordsOf(string parameter) => [.. new CompiledCmdlet(typeof(RepairVpcEndpointCommand)).Parameters.Single(p =>
            p.Name == parameter).Words];

        Assert.Equal(["Safe", "Caution"], WordsOf("MaximumRisk"));
        Assert.Equal(["AwsCli", "PowerShell"], WordsOf("ScriptLanguage"));
        Assert.Empty(WordsOf("Id"));
    }

    [Theory]
    [InlineData("### -Name", "### -Nmae", "has no parameter -Nmae")]
    [InlineData("### -Name\n\nThe **checks**; takes `*`.\n\nDefault: every check.\n", "",
        "The parameter -Name of Get-VpcEndpointCheck has no help")]
    [InlineData("The **checks**; takes `*`.", "", "-Name has no text")]
    [InlineData("### Three\n\n```powershell\nGet-VpcEndpointCheck R*\n```\n\nRemark.\n", "", "There are 2 examples")]
    [InlineData("R*\n```\n\nRemark.", "R*\n```", "An example is a fenced block and then what it does")]
    [InlineData("### System.String", "### System.Int32", "System.Int32 has no text or is not among the cmdlet's inputs: System.String")]
    [InlineData("### VpceTools.Checks.CheckDescriptor\n\nChecks.\n", "Checks.\n", "'### VpceTools.Checks.CheckDescriptor' is missing")]
    [InlineData("## Links", "## Lnks", "'## Lnks' is not a section of help")]
    [InlineData("- [about_VpceTools](../about/about_VpceTools.md)", "- about_VpceTools", "Links are items")]
    [InlineData("# Get-VpcEndpointCheck", "# Get-VpcEndpoint", "The title is not Get-VpcEndpointCheck")]
    [InlineData("Lists `checks`.", "", "One paragraph below the title is the synopsis")]
    public void A_page_that_does_not_fit_is_refused_with_its_line(string found, string replacement, string message)
    {
        var error = Assert.Throws<HelpException>(() => Read(Good.Replace(found, replacement, StringComparison.Ordinal)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^page\.md\(\d+\): error VPCEHELP: ", error.ToBuildError());
    }

    [Fact]
    public void A_shared_parameter_that_no_cmdlet_has_is_refused()
    {
        var shared = Shared("# Shared\n\n## -Name\n\nText.\n\n## -Other\n\nText.\n");
        Read(Good.Replace("### -Name\n\nThe **checks**; takes `*`.\n\nDefault: every check.\n", "", StringComparison.Ordinal), shared);

        Assert.Contains("-Other", Assert.Throws<HelpException>(shared.RefuseUnused).Message, StringComparison.Ordinal);
    }

    private static CmdletHelp Read(string page, SharedParameters? shared = null) =>
        new(new CompiledCmdlet(typeof(GetVpcEndpointCheckCommand)), Page.Parse("page.md", page), shared ?? Shared("# Shared\n"));

    private static SharedParameters Shared(string text) => new(Page.Parse("shared.md", text));
}
