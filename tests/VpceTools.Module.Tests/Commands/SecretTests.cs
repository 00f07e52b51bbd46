using System.Management.Automation;
using System.Text;
using Amazon.PowerShell.Common;
using Amazon.Runtime;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// A full run with every way to give credentials, diagnosis, repair, journal and undo, with answers of EC2 that quote the caller's secrets:
/// none of them is in any stream, object, error, exception or file.
/// </summary>
public sealed class SecretTests : IDisposable
{
    private const string Profile = "profile-secret-0123456789";
    private const string Rotating = "rotating-secret-of-turn-";
    private const string RotatingToken = "rotating-session-token-";
    private const string Stored = "stored-secret-0123456789";
    private const string ProxyPassword = "proxy-password-0123456789";

    private const int Turns = 400;
    private const int Working = 4;

    private static readonly string[] Ways =
    [
        "@keys", "-ProfileName blue -ProfileLocation $profiles -Region us-east-1", "-Credential $rotating -Region us-east-1",
        "-Region us-east-1, us-west-2", "-ProfileName missing -Region us-east-1",
        "-AccessKey AKIA -SecretKey $keys.SecretKey -SessionToken $keys.SessionToken -Region 'us-east1'",
        "-SecretKey $keys.SecretKey -Region us-east-1",
    ];

    private readonly LiveSession _live = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-secrets-").FullName;
    private readonly StringBuilder _said = new();

    public SecretTests()
    {
        var profiles = Path.Combine(_folder, "credentials");
        File.WriteAllText(profiles,
            $"[blue]\naws_access_key_id = AKIABLUE\naws_secret_access_key = {Profile}\naws_session_token = {Profile}-token\n");
        _live.Invoke(
            $$"""
            $global:DebugPreference = 'Continue'; $global:url = $live.EndpointUrl; $global:profiles = '{{profiles}}'; $global:keys = $live.Clone(); $global:keys.Remove('EndpointUrl')
            $global:StoredAWSCredentials, $global:rotating = @($input)
            """,
            new AWSPSCredentials(new BasicAWSCredentials("AKIASTORED", Stored)),
            new RotatingCredentials()).Succeeded();
    }

    private static IEnumerable<string> Secrets =>
        [LiveSession.SecretKey, Uri.EscapeDataString(LiveSession.SecretKey), LiveSession.SessionToken, Profile, Rotating, RotatingToken,
            Stored, ProxyPassword];

    [Fact]
    public void A_full_run_tells_no_secret()
    {
        foreach (var way in Ways)
            Run(way, Path.Combine(_folder, $"{Array.IndexOf(Ways, way)}.jsonl"));

        // The run was what it should be: repaired, undone, and with a journal of each.
        Assert.InRange(_live.Server.Calls.CountOf("AuthorizeSecurityGroupIngress"), 4, int.MaxValue);
        Assert.InRange(_live.Server.Calls.CountOf("RevokeSecurityGroupIngress"), 4, int.MaxValue);
        Assert.Contains("credentials from the session's $StoredAWSCredentials", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"started\"", _said.ToString(), StringComparison.OrdinalIgnoreCase);
        AssertNoSecret();
    }

    [Fact]
    public void Answers_that_quote_what_was_signed_tell_no_secret()
    {
        foreach (var operation in new[] { "AuthorizeSecurityGroupIngress", "DescribeNetworkAcls", "DescribeVpcEndpoints" })
        {
            _live.Server.ClearBehaviours();
            Quote(operation, "AKIAIOSFODNN7EXAMPLE", LiveSession.SecretKey, LiveSession.SessionToken);
            Quote(operation, "AKIABLUE", Profile, $"{Profile}-token");
            Quote(operation, "AKIASTORED", Stored);
            for (var turn = 1; turn <= Turns; turn++)
                Quote(operation, $"AKIATURN{turn}", $"{Rotating}{turn}", $"{RotatingToken}{turn}");
            foreach (var way in Ways.Take(Working))
                Run(way, Path.Combine(_folder, $"{operation}{Array.IndexOf(Ways, way)}.jsonl"));
        }

        Assert.Contains("The canonical string was ***", _said.ToString(), StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public void A_proxy_s_password_is_not_told()
    {
        using var proxy = new LocalHttpServer(_ => (407, $"<html>{ProxyPassword}</html>"));
        var address = new Uri(proxy.Url);
        var settings = new { Hostname = address.Host, address.Port, Credentials = new System.Net.NetworkCredential("me", ProxyPassword) };

        Take(_live.Invoke("$AWSProxy = @($input)[0]; Test-VpcEndpoint vpce-0c1 @keys -EndpointUrl http://ec2.example.test -Verbose",
            settings));

        Assert.NotEmpty(proxy.Requests);
        AssertNoSecret();
    }

    public void Dispose()
    {
        _live.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Has EC2 refuse as it does for a wrong signature, with what the caller signed.</summary>
    private void Quote(string operation, string accessKey, params string[] secrets) => _live.Server.On(
        operation,
        Ec2Behaviour.Error("SignatureDoesNotMatch", $"The canonical string was {string.Join(" x-amz-security-token:", secrets)}", 403)
            .When(call => call.AccessKeyId == accessKey));

    /// <summary>Everything that the cmdlets do with one way to give credentials.</summary>
    private void Run(string way, string journal)
    {
        const string What = "vpce-0c1 -EndpointUrl $url";
        string[] scripts =
        [
            $"Test-VpcEndpoint {What} {way}",
            $"Get-VpcEndpointFinding {What} {way}",
            $"Test-VpcEndpointPolicy {What} -Action s3:GetObject {way}",
            $"Repair-VpcEndpoint {What} {way} -WhatIf",
            $"Repair-VpcEndpoint {What} {way} -CheckPermission",
            $"Repair-VpcEndpoint {What} {way} -AsScript AwsCli",
            $"Repair-VpcEndpoint {What} {way} -Force -JournalPath '{journal}'",
        ];
        foreach (var script in scripts)
            Take(_live.Invoke($"{script} -Verbose"));
        if (!File.Exists(journal))
            return;
        Take(_live.Invoke($"Undo-VpcEndpointRepair -JournalPath '{journal}' -EndpointUrl $url {OneRegion(way)} -Force -Verbose"));
        _said.AppendLine(File.ReadAllText(journal));
    }

    /// <summary>Undo takes the Region of each action from the journal.</summary>
    private static string OneRegion(string way) => way.Replace("-Region us-east-1, us-west-2", "", StringComparison.Ordinal)
        .Replace("-Region us-east-1", "", StringComparison.Ordinal).Replace("-Region 'us-east1'", "", StringComparison.Ordinal)
        .Replace("@keys", "-AccessKey $keys.AccessKey -SecretKey $keys.SecretKey -SessionToken $keys.SessionToken",
            StringComparison.Ordinal);

    private void Take(ModuleResult result)
    {
        // What a user can see of an object, now or in another session: its text, and its properties to some depth.
        foreach (var item in result.Output)
            _said.AppendLine(item?.ToString()).AppendLine(PSSerializer.Serialize(item, 6));
        foreach (var text in result.Warnings.Concat(result.Verbose).Concat(result.Debug)
            .Concat(result.Progress.Select(p => $"{p.Activity} {p.StatusDescription} {p.CurrentOperation}")))
            _said.AppendLine(text);
        foreach (var error in result.Errors.Append(result.TerminatingError).OfType<ErrorRecord>())
        {
            _said.AppendLine($"{error} {error.Exception} {error.ErrorDetails} {error.TargetObject} {error.CategoryInfo} {error.InvocationInfo?.PositionMessage} {error.ScriptStackTrace}")
                .AppendLine(PSSerializer.Serialize(error, 4));
        }
    }

    private void AssertNoSecret() => Assert.All(Secrets, secret =>
        Assert.DoesNotContain(secret, _said.ToString(), StringComparison.Ordinal));

    private sealed class RotatingCredentials : AWSCredentials
    {
        private int _turn;

        public override ImmutableCredentials GetCredentials()
        {
            var turn = Interlocked.Increment(ref _turn);
            return new($"AKIATURN{turn}", $"{Rotating}{turn}", $"{RotatingToken}{turn}");
        }
    }
}
