using System.Management.Automation;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>The views in a constrained language, where nothing can be called: they show the same.</summary>
public sealed class ConstrainedViewTests
{
    [Theory]
    [InlineData("Test-VpcEndpoint -SnapshotPath '{0}'", "Endpoint: vpce-081b73983310acd4a", "Failed", "does not let clients in")]
    [InlineData("Get-VpcEndpointFinding -SnapshotPath '{0}' | Format-List", "Critical", "ENI_SG_RULES_MISMATCH",
        "authorize-security-group-ingress")]
    [InlineData("Get-VpcEndpointCheck", "Critical", "Security groups let clients in")]
    [InlineData("Resolve-VpcEndpointName -SnapshotPath '{0}' | Format-List", "EndpointPrivateDns vpce-081b73983310acd4a", "1. Clients of")]
    [InlineData("Test-VpcEndpointPolicy -SnapshotPath '{0}' -Action secretsmanager:GetSecretValue", "Allowed",
        "secretsmanager:GetSecretValue on *")]
    [InlineData("Test-VpcEndpointPolicy -PolicyDocument '{{\"Statement\":[]}}'", "Error", "AllowsNothing, 1:1")]
    [InlineData("Test-VpcEndpointPolicy -PolicyDocument '{{\"Statement\":[]}}' -ReferencePolicyDocument '{{\"Statement\":{{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}}}'", "ImplicitDeny", "sqs:SendMessage on *")]
    [InlineData("Repair-VpcEndpoint -SnapshotPath '{0}' -WhatIf", "WhatIf", "SecurityGroupIngress", "allow TCP 443 from")]
    public void It_shows_the_facts(string script, params string[] expected)
    {
        using var session = new ModuleSession(width: 200);
        session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        var text = session.InvokeText(string.Format(null, script, Path.Combine(RepositoryFiles.Root, "samples", "security-group")));

        Assert.All(expected, fact => Assert.Contains(fact, text, StringComparison.Ordinal));
    }
}
