using System.Management.Automation;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>What is shown of the output types where no view applies.</summary>
public sealed class DisplaySetTests
{
    private static readonly string Sample = Path.Combine(RepositoryFiles.Root, "samples", "security-group");

    [Theory]
    [InlineData("VpceTools.EndpointTestResult", "Test-VpcEndpoint -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointIntentResult", "Test-VpcEndpoint -IntentPath '{0}/../vpce.yaml' -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointPath", "Test-VpcEndpointPath -To secretsmanager -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointFinding", "Get-VpcEndpointFinding -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointRepairResult", "Repair-VpcEndpoint -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointResultChange", "Compare-VpcEndpointSnapshot '{0}/../healthy' '{0}'")]
    [InlineData("VpceTools.NetworkChange", "Compare-VpcEndpointSnapshot '{0}/../healthy' '{0}' -Check EndpointState -ErrorAction Ignore")]
    [InlineData("VpceTools.EndpointPolicyDecision", "Test-VpcEndpointPolicy -SnapshotPath '{0}' -Action secretsmanager:GetSecretValue")]
    [InlineData("VpceTools.EndpointNameAnswer", "Resolve-VpcEndpointName -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointPolicyRemark", "Test-VpcEndpointPolicy -SnapshotPath '{0}'")]
    [InlineData("VpceTools.EndpointPolicyChange",
        "Test-VpcEndpointPolicy -SnapshotPath '{0}' -ReferencePolicyDocument '{{\"Statement\":[]}}' -Action secretsmanager:GetSecretValue")]
    [InlineData("VpceTools.EndpointConnectionResult", "Test-VpcEndpointConnection -HostName localhost -Port 1 -WarningAction Ignore")]
    [InlineData("VpceTools.EndpointCheck", "Get-VpcEndpointCheck")]
    public void An_object_shows_some_of_its_properties_also_after_a_job(string type, string command)
    {
        using var session = new ModuleSession();
        var given = session.Invoke(string.Format(null, command, Sample)).Succeeded()[0];
        var shown = Shown(session, given);

        Assert.Equal(type, given.TypeNames[0]);
        Assert.True(shown.Count >= 4, "It has no set.");
        Assert.All(shown, name => Assert.NotNull(given.Properties[name]));
        Assert.Equal(shown, Shown(session, PSSerializer.Deserialize(PSSerializer.Serialize(given, depth: 2))));
    }

    private static List<string> Shown(ModuleSession session, object value)
    {
        session.Runspace.SessionStateProxy.SetVariable("value", value);
        return [.. session.Invoke("$value.PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames").Succeeded()
            .Select(name => name.ToString())];
    }
}
