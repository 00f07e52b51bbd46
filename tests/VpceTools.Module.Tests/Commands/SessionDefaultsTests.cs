using System.Management.Automation;
using Amazon.PowerShell.Common;
using Amazon.Runtime;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// What Set-AWSCredential and its like leave in the session is taken as AWS.Tools takes it: from the scope that the caller sees.
/// </summary>
public sealed class SessionDefaultsTests : IDisposable
{
    private const string Test = "Test-VpcEndpoint vpce-0a1 -EndpointUrl $live.EndpointUrl -Check SecurityGroupIngress -Quiet";
    private static readonly AWSPSCredentials Stored = new(new BasicAWSCredentials("AKIASTORED", "a-stored-secret"), "team");
    private readonly LiveSession _live = new();

    [Theory]
    [InlineData($"$global:StoredAWSCredentials = @($input)[0]; $global:StoredAWSRegion = 'eu-west-2'; {Test}")]
    [InlineData($"function f($c) {{ $StoredAWSCredentials = $c; $StoredAWSRegion = 'eu-west-2'; {Test} }}; f @($input)[0]")]
    [InlineData($"$script:StoredAWSCredentials = [psobject]::AsPSObject(@($input)[0]); $StoredAWSRegion = [psobject]::AsPSObject('eu-west-2'); & {{ {Test} }}")]
    public void Stored_credentials_and_Region_are_taken_from_the_caller_s_scope(string script)
    {
        Assert.Equal([true], _live.Invoke(script, Stored).Succeeded().Select(o => o.BaseObject));
        Assert.All(_live.Server.Calls.All, call => Assert.Equal(("AKIASTORED", "eu-west-2"), (call.AccessKeyId, call.Region)));
    }

    [Fact]
    public void Verbose_says_that_they_come_from_the_session()
    {
        var verbose = _live.Invoke($"$StoredAWSCredentials = @($input)[0]; $StoredAWSRegion = 'eu-west-2'; {Test} -Verbose",
            Stored).Verbose;

        Assert.Contains(verbose, line => line.StartsWith(
            "Region eu-west-2 from the session's $StoredAWSRegion, credentials from the session's $StoredAWSCredentials ('team')",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_go_before_the_session()
    {
        _live.Invoke("$StoredAWSCredentials = @($input)[0]; $StoredAWSRegion = 'eu-west-2'; Test-VpcEndpoint vpce-0a1 @live -Check SecurityGroupIngress", Stored).Succeeded();

        Assert.All(_live.Server.Calls.All, call => Assert.Equal(("AKIAIOSFODNN7EXAMPLE", "us-east-1"), (call.AccessKeyId, call.Region)));
    }

    [Fact]
    public void A_cleared_Region_is_none()
    {
        _live.Invoke($"$StoredAWSCredentials = @($input)[0]; $StoredAWSRegion = $null; {Test} -Region eu-north-1", Stored).Succeeded();

        Assert.All(_live.Server.Calls.All, call => Assert.Equal("eu-north-1", call.Region));
    }

    [Fact]
    public void Credentials_that_throw_are_one_error_with_their_reason_and_no_stack()
    {
        var error = _live.Invoke($"$StoredAWSCredentials = @($input)[0]; {Test} -Region us-east-1",
            new AWSPSCredentials(new Broken())).SingleError;

        Assert.Equal("CredentialsInvalid,VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.Contains("the vault is sealed", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_come_by_the_pipeline_too_and_do_not_get_in_the_way_of_ids()
    {
        var piped = _live.Invoke($"$input | {Test} -Region us-east-1", Stored);
        _live.Invoke("'vpce-0a1' | Test-VpcEndpoint @live -Check SecurityGroupIngress").Succeeded();

        Assert.Equal([true], piped.Succeeded().Select(o => o.BaseObject));
        Assert.Equal(["AKIASTORED", "AKIAIOSFODNN7EXAMPLE"], _live.Server.Calls.Of("DescribeVpcEndpoints")
            .Select(call => call.AccessKeyId));
    }

    [Fact]
    public void A_Region_is_taken_as_text_or_as_an_object_of_the_sdk()
    {
        _live.Invoke($"$given = @($input); $StoredAWSCredentials = $given[0]; {Test} -Region $given[1]", Stored,
            Amazon.RegionEndpoint.EUWest3).Succeeded();

        Assert.All(_live.Server.Calls.All, call => Assert.Equal("eu-west-3", call.Region));
    }

    [Fact]
    public void Parameters_are_named_and_aliased_as_in_AWS_Tools()
    {
        var parameters = _live.Invoke("(Get-Command Test-VpcEndpoint).Parameters.Values").Succeeded()
            .Select(o => (ParameterMetadata)o.BaseObject).ToDictionary(p => p.Name);

        (string Name, string[] Aliases)[] expected =
        [
            ("AccessKey", ["AK"]), ("SecretKey", ["SK", "SecretAccessKey"]), ("SessionToken", ["ST"]),
            ("ProfileName", ["StoredCredentials", "AWSProfileName"]),
            ("ProfileLocation", ["AWSProfilesLocation", "ProfilesLocation"]), ("Credential", []), ("Region", ["RegionToCall"]),
            ("EndpointUrl", []),
        ];
        Assert.All(expected, p => Assert.Equal(p.Aliases, parameters[p.Name].Aliases));
        Assert.All(expected, p => Assert.True(parameters[p.Name].ParameterSets["Live"].ValueFromPipelineByPropertyName, p.Name));
    }

    [Theory]
    [InlineData("-Region ''", "Region")]
    [InlineData("-Region @()", "Region")]
    [InlineData("-Region $none", "Region")]
    [InlineData("-ProfileName ''", "ProfileName")]
    [InlineData("-ProfileName $env:VPCETOOLS_NONE", "ProfileName")]
    [InlineData("-ProfileName 'team', $none", "ProfileName")]
    [InlineData("-ProfileLocation ''", "ProfileLocation")]
    [InlineData("-AccessKey $none -SecretKey $none", "AccessKey")]
    [InlineData("-Credential $none", "Credential")]
    public void An_account_or_Region_that_turns_out_empty_is_not_the_session_s(string arguments, string parameter)
    {
        var error = _live.Invoke($"$StoredAWSCredentials = @($input)[0]; $StoredAWSRegion = 'eu-west-2'; {Test} {arguments}",
            Stored).SingleError;

        Assert.Equal(("ArgumentEmpty,VpceTools.Commands.TestVpcEndpointCommand", parameter),
            (error.FullyQualifiedErrorId, error.TargetObject));
        Assert.Equal($"-{parameter} was given without a value. Leave it out to use the default.", error.Exception.Message);
        Assert.Equal(0, _live.Server.Calls.Count);
    }

    [Fact]
    public void Keys_without_a_token_may_be_given_with_an_empty_one() =>
        _live.Invoke($"{Test} -Region us-east-1 -AccessKey AKIAPLAIN -SecretKey a-plain-secret -SessionToken ''").Succeeded();

    [Fact]
    public void What_piped_credentials_carry_as_properties_of_theirs_is_no_parameter()
    {
        _live.Invoke($"$StoredAWSRegion = 'eu-west-2'; $input | {Test}", new SignedIn()).Succeeded();
        _live.Invoke($"$input | {Test} -Region eu-west-1", new SignedIn()).Succeeded();
        _live.Invoke($"$StoredAWSRegion = 'eu-west-2'; [pscustomobject]@{{ Credential = @($input)[0]; Region = 'us-east-1' }} | {Test}",
            new SignedIn()).Succeeded();

        Assert.Equal(["eu-west-2", "eu-west-1", "us-east-1"], _live.Server.Calls.Of("DescribeVpcEndpoints").Select(call => call.Region));
        Assert.All(_live.Server.Calls.All, call => Assert.Equal("AKIAFRESH", call.AccessKeyId));
    }

    public void Dispose() => _live.Dispose();

    /// <summary>
    /// Has the properties of both Amazon.SecurityToken.Model.Credentials and Amazon.Runtime.SSOAWSCredentials that are called as parameters
    /// are.
    /// </summary>
    private sealed class SignedIn : AWSCredentials
    {
        public string SecretAccessKey { get; } = "a-secret-of-an-hour-ago";

        public string SessionToken { get; } = "a-token-of-an-hour-ago";

        public string Region { get; } = "us-east-1";

        public override ImmutableCredentials GetCredentials() => new("AKIAFRESH", "a-fresh-secret", "a-fresh-token");
    }

    private sealed class Broken : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new InvalidOperationException("the vault is sealed");
    }
}
