using System.Management.Automation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>What Get-Help says is held against the cmdlets as the engine sees them, both ways.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly ModuleSession _session = new(width: 80);

    public HelpTests() => _session.Runspace.SessionStateProxy.Path.SetLocation(RepositoryFiles.Root);

    public static TheoryData<string> Cmdlets
    {
        get
        {
            using var session = new ModuleSession();
            return [.. session.Invoke("Get-Command -Module VpceTools").Texts("Name")];
        }
    }

    public static TheoryData<string, string> Examples
    {
        get
        {
            using var session = new ModuleSession();
            var data = new TheoryData<string, string>();
            foreach (var name in session.Invoke("Get-Command -Module VpceTools").Texts("Name"))
                foreach (var code in session.Invoke($"(Get-Help {name}).examples.example").Texts("code"))
                    data.Add(name, code);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void Help_is_complete(string name)
    {
        Assert.NotEmpty(Text($"(Get-Help {name}).Synopsis"));
        Assert.NotEmpty(Text($"(Get-Help {name}).description.Text -join ''"));
        Assert.NotEmpty(_session.Invoke($"(Get-Help {name}).inputTypes.inputType.type.name").Succeeded());
        Assert.NotEmpty(_session.Invoke($"(Get-Help {name}).relatedLinks.navigationLink").Succeeded());
        var examples = _session.Invoke($"(Get-Help {name}).examples.example | ForEach-Object {{ $_.remarks.Text -join '' }}").Succeeded();
        Assert.True(examples.Count >= 3, $"{name} has {examples.Count} examples.");
        Assert.All(examples, remarks => Assert.NotEmpty((string)remarks.BaseObject));
        Assert.Equal(
            Command(name).OutputType.Select(t => t.Name).Order(StringComparer.Ordinal),
            _session.Invoke($"(Get-Help {name}).returnValues.returnValue.type").Texts("name").Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void Help_has_every_parameter_and_no_other(string name)
    {
        var compiled = Command(name).Parameters.Keys.Where(p => !Cmdlet.CommonParameters.Contains(p));

        Assert.Equal(compiled.Order(StringComparer.Ordinal), _session.Invoke($"(Get-Help {name}).parameters.parameter").Texts("name")
            .Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void Help_of_a_parameter_says_what_was_compiled(string name)
    {
        var command = Command(name);
        Assert.All(_session.Invoke($"(Get-Help {name}).parameters.parameter").Succeeded(), help =>
        {
            string Of(string property) => LanguagePrimitives.ConvertTo<string>(help.Properties[property]?.Value);
            var parameter = command.Parameters[Of("name")];
            var set = parameter.ParameterSets.First().Value;
            var text = string.Join(' ', _session.Invoke($"(Get-Help {name} -Parameter {parameter.Name}).description.Text").Succeeded());
            Assert.NotEmpty(text);
            Assert.All(parameter.Attributes.OfType<ValidateRangeAttribute>(), range =>
                Assert.Contains($"{range.MinRange} to {range.MaxRange}", text, StringComparison.Ordinal));
            // The engine shows the words of the group in the syntax.
            var words = _session.Invoke($"(Get-Help {name} -Parameter {parameter.Name}).parameterValueGroup.parameterValue").Succeeded()
                .Select(word => LanguagePrimitives.ConvertTo<string>(word)).Where(word => word.Length > 0);
            Assert.Equal(Words(parameter), words);
            Assert.Equal(parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases), Of("aliases"));
            Assert.Equal(set.ValueFromPipeline, Of("pipelineInput").Contains("ByValue", StringComparison.Ordinal));
            Assert.Equal(set.ValueFromPipelineByPropertyName, Of("pipelineInput").Contains("ByPropertyName", StringComparison.Ordinal));
            Assert.Equal(set.Position >= 0 ? $"{set.Position}" : "named", Of("position"));
            Assert.Equal(parameter.ParameterSets.Values.All(s => s.IsMandatory), bool.Parse(Of("required")));
            Assert.Equal(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(), bool.Parse(Of("globbing")));
        });
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void The_syntax_has_the_parameter_sets_of_the_cmdlet(string name)
    {
        var compiled = Command(name).ParameterSets.Select(set =>
            string.Join(' ', set.Parameters.Select(p => p.Name).Where(p => !Cmdlet.CommonParameters.Contains(p))
                .Order(StringComparer.Ordinal)));
        var shown = _session.Invoke($"(Get-Help {name}).syntax.syntaxItem | ForEach-Object {{ $_.parameter.name -join ' ' }}").Succeeded();

        Assert.Equal(compiled.Order(StringComparer.Ordinal),
            shown.Select(s => string.Join(' ', ((string)s.BaseObject).Split(' ').Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Examples))]
    public void An_example_binds_and_the_ones_about_samples_run(string cmdlet, string code)
    {
        var calls = PastedScript.Check(_session, code);
        Assert.Contains(calls, call => call.GetCommandName() == cmdlet);
        if (code.Contains("samples/", StringComparison.Ordinal))
            Assert.NotEmpty(_session.Invoke(code).Succeeded());
    }

    [Theory]
    [InlineData("Get-Help Test-VpcEndpoint -Full", "Accept wildcard characters?  true")]
    [InlineData("Get-Help Test-VpcEndpoint -Examples", "Example 2: Diagnose a snapshot")]
    [InlineData("Get-Help Test-VpcEndpoint -Parameter Id", "VpcEndpointId, VpcEndpointIds, EndpointId")]
    [InlineData("Get-VpcEndpointFinding -?", "Gives the problems of VPC endpoints")]
    [InlineData("Get-Help about_VpceTools", "Finds out why an AWS VPC endpoint")]
    public void Help_is_shown(string command, string text) => Assert.Contains(text, _session.InvokeText(command), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Cmdlets))]
    public void Links_of_a_page_lead_somewhere(string name)
    {
        foreach (var line in RepositoryFiles.Read("docs", "cmdlets", name + ".md").Split('\n')
            .Where(line => line.StartsWith("- [", StringComparison.Ordinal)))
        {
            var target = line[(line.IndexOf("](", StringComparison.Ordinal) + 2)..].TrimEnd(')');
            Assert.True(target.StartsWith("https://", StringComparison.Ordinal)
                || File.Exists(Path.Combine(RepositoryFiles.Root, "docs", "cmdlets", target)), $"{name}: {target}");
        }
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void No_other_page_poses_as_the_online_help(string name)
    {
        Assert.Empty(string.Concat(_session.Invoke($"(Get-Help {name}).relatedLinks.navigationLink.uri").Succeeded()));
        Assert.Empty(Text($"(Get-Command {name}).HelpUri"));
        foreach (var line in RepositoryFiles.Read("docs", "cmdlets", name + ".md").Split('\n')
            .Where(line => line.StartsWith("- [AWS", StringComparison.Ordinal)))
            Assert.Contains(line.TrimEnd(')').Replace("- [", "", StringComparison.Ordinal).Replace("](", " ", StringComparison.Ordinal),
                _session.Invoke($"(Get-Help {name}).relatedLinks.navigationLink.linkText").Succeeded()
                    .Select(text => (string)text.BaseObject));
    }

    public void Dispose() => _session.Dispose();

    /// <summary>What the engine accepts where it does not accept anything.</summary>
    private static IEnumerable<string> Words(ParameterMetadata parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.Attributes.OfType<ValidateSetAttribute>().SingleOrDefault()?.ValidValues
            ?? (type.IsEnum ? Enum.GetNames(type) : []);
    }

    private CommandInfo Command(string name) => (CommandInfo)Assert.Single(_session.Invoke($"Get-Command {name}").Succeeded()).BaseObject;

    private string Text(string script) => LanguagePrimitives.ConvertTo<string>(Assert.Single(_session.Invoke(script).Succeeded()));
}
