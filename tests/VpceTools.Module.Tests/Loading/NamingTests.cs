using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Loading;

public sealed class NamingTests
{
    private static readonly HashSet<string> ApprovedVerbs = [.. new[]
    {
        typeof(System.Management.Automation.VerbsCommon), typeof(System.Management.Automation.VerbsCommunications),
        typeof(System.Management.Automation.VerbsData),
        typeof(System.Management.Automation.VerbsDiagnostic), typeof(System.Management.Automation.VerbsLifecycle),
        typeof(System.Management.Automation.VerbsOther),
        typeof(System.Management.Automation.VerbsSecurity),
    }.SelectMany(verbs => verbs.GetFields()).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Verbs_are_approved_nouns_are_singular_and_begin_with_the_prefix()
    {
        using var session = new ModuleSession();
        var commands = session.Invoke("Get-Command -Module VpceTools").Texts("Name");

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            var (verb, noun) = (command.Split('-')[0], command.Split('-')[1]);
            Assert.Contains(verb, ApprovedVerbs);
            Assert.StartsWith("VpcEndpoint", noun, StringComparison.Ordinal);
            Assert.False(noun.EndsWith('s'), $"{noun} is plural.");
        });
    }

    [Fact]
    public void The_import_takes_no_alias_function_or_variable_from_the_session()
    {
        using var session = new ModuleSession();
        var module = (System.Management.Automation.PSModuleInfo)Assert.Single(session.Invoke("Get-Module VpceTools")
            .Succeeded()).BaseObject;

        Assert.Empty(module.ExportedAliases);
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedVariables);
    }
}
