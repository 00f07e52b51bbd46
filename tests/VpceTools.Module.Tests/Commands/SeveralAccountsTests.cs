using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Several accounts and Regions at once. The test server answers for every Region with the same world.</summary>
public sealed class SeveralAccountsTests : IDisposable
{
    private const string Test = "Test-VpcEndpoint vpce-0a1 @live -Check SecurityGroupIngress";
    private readonly LiveSession _live = new();
    private readonly string _profiles = Path.GetTempFileName();

    public SeveralAccountsTests()
    {
        File.WriteAllText(_profiles,
            "[blue]\naws_access_key_id = AKIABLUE\naws_secret_access_key = blue-secret\n[green]\naws_access_key_id = AKIAGREEN\naws_secret_access_key = green-secret\n");
        _live.Invoke("$live.Remove('Region')").Succeeded();
    }

    [Fact]
    public void Several_Regions_are_read_and_every_object_says_its_account_and_Region()
    {
        var results = _live.Invoke($"{Test} -Region us-east-1, eu-west-1");

        Assert.Equal(["us-east-1", "eu-west-1"], results.Texts("Region"));
        Assert.All(results.Texts("AccountId"), account => Assert.Equal("111122223333", account));
    }

    [Theory]
    [InlineData("Test-VpcEndpoint vpce-0c1 @live")]
    [InlineData("Get-VpcEndpointFinding vpce-0c1 @live")]
    [InlineData("Repair-VpcEndpoint vpce-0c1 @live -WhatIf")]
    [InlineData("Test-VpcEndpointPolicy vpce-0a1 sqs:SendMessage @live")]
    [InlineData("Resolve-VpcEndpointName vpce-0a1 sqs.us-east-1.amazonaws.com @live")]
    [InlineData("Test-VpcEndpointConnection vpce-0a1 @live -HostName 127.0.0.1 -Port 9 -Count 1 -TimeoutSeconds 1")]
    public void Every_cmdlet_says_account_and_Region_with_every_object(string command)
    {
        var results = _live.Invoke($"{command} -Region us-east-1, eu-west-1");

        Assert.Equal(["eu-west-1", "us-east-1"], results.Texts("Region").Distinct().Order(StringComparer.Ordinal));
        Assert.All(results.Texts("AccountId"), account => Assert.Equal("111122223333", account));
    }

    [Fact]
    public void A_wildcard_stands_for_the_Regions_that_the_account_uses()
    {
        _live.Server.World.Add("""{ "Regions": [{ "RegionName": "us-east-1" }, { "RegionName": "us-west-2" }, { "RegionName": "eu-west-1" }] }""");

        Assert.Equal(["us-east-1", "us-west-2"], _live.Invoke($"{Test} -Region us-*, us-east-1").Texts("Region"));
        Assert.Equal(1, _live.Server.Calls.CountOf("DescribeRegions"));
    }

    [Fact]
    public void A_wildcard_that_matches_nothing_warns()
    {
        var result = _live.Invoke($"{Test} -Region mars-*");

        Assert.Empty(result.Succeeded());
        Assert.Contains("'mars-*'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-*", "us-east-1 us-east-2 us-west-1 us-west-2")]
    [InlineData("us-isob-*", "us-isob-east-1 us-isob-west-1")]
    [InlineData("eusc-*", "eusc-de-east-1")]
    public void Where_the_Regions_may_not_be_listed_those_of_the_partition_are_tried_and_that_is_said(string pattern, string regions)
    {
        _live.Server.On("DescribeRegions", Ec2Behaviour.Denied());

        var result = _live.Invoke($"{Test} -Region {pattern}");

        Assert.Equal(regions.Split(' '), result.Texts("Region"));
        Assert.Contains("ec2:DescribeRegions", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_profiles_are_read_in_each_Region()
    {
        _live.Invoke($$"""
            Test-VpcEndpoint vpce-0a1 -EndpointUrl $live.EndpointUrl -Check SecurityGroupIngress -ProfileName blue, green -ProfileLocation '{{_profiles}}' -Region us-east-1, eu-west-1
            """).Succeeded();

        Assert.Equal(
            ["AKIABLUE eu-west-1", "AKIABLUE us-east-1", "AKIAGREEN eu-west-1", "AKIAGREEN us-east-1"],
            _live.Server.Calls.Of("DescribeVpcEndpoints").Select(call => $"{call.AccessKeyId} {call.Region}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_that_fails_is_an_error_that_names_it_and_costs_the_others_nothing()
    {
        _live.Server.On("*", Ec2Behaviour.Denied().When(call => call.Region == "eu-west-1"));

        var result = _live.Invoke($"{Test} -Region us-east-1, eu-west-1, us-west-2");

        Assert.Equal(["us-east-1", "us-west-2"], result.Output.Select(o => o.Properties["Region"].Value));
        var error = result.SingleError;
        Assert.Equal("AccessDenied,VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith("eu-west-1: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("eu-west-1", error.TargetObject);
    }

    [Fact]
    public void A_malformed_profile_costs_the_others_nothing()
    {
        File.AppendAllText(_profiles, "[red]\nsso_session = nosuch\nsso_account_id = 111122223333\nsso_role_name = Reader\n");

        var result = _live.Invoke(
            $"Test-VpcEndpoint vpce-0a1 -EndpointUrl $live.EndpointUrl -Check SecurityGroupIngress -ProfileName blue, red -ProfileLocation '{_profiles}' -Region us-east-1");

        Assert.Single(result.Output);
        Assert.Equal("CredentialsInvalid,VpceTools.Commands.TestVpcEndpointCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.StartsWith("us-east-1, profile 'red': The profile 'red' cannot be used: ", result.SingleError.Exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_everywhere_alike_is_one_terminating_error()
    {
        _live.Server.On("*", Ec2Behaviour.AuthFailure());

        var caught = _live.Invoke($"try {{ {Test} -Region us-east-1, eu-west-1 }} catch {{ $_.FullyQualifiedErrorId }}").Succeeded();

        Assert.Equal("AuthFailure,VpceTools.Commands.TestVpcEndpointCommand", Assert.Single(caught).BaseObject);
    }

    [Fact]
    public void An_id_is_missing_only_where_no_Region_has_it()
    {
        var result = _live.Invoke("Test-VpcEndpoint vpce-0a1, vpce-0fff @live -Check SecurityGroupIngress -Region us-east-1, eu-west-1");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal("There is no VPC endpoint 'vpce-0fff' in us-east-1, eu-west-1.", result.SingleError.Exception.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void So_many_are_read_at_a_time_as_the_limit_says(int limit)
    {
        _live.Server.On("DescribeVpcEndpoints", Ec2Behaviour.Slow(TimeSpan.FromMilliseconds(400)));

        _live.Invoke($"Test-VpcEndpoint vpce-0fff @live -Region us-east-1, us-east-2, us-west-1, us-west-2 -ThrottleLimit {limit} -ErrorAction SilentlyContinue");

        Assert.Equal(limit, _live.Server.Calls.PeakConcurrency);
    }

    [Fact]
    public void Verbose_lines_say_whose_they_are()
    {
        var verbose = _live.Invoke($"{Test} -Region us-east-1, eu-west-1 -Verbose").Verbose;

        Assert.Contains(verbose, line => line.StartsWith("us-east-1: DescribeVpcEndpoints", StringComparison.Ordinal));
        Assert.Contains(verbose, line => line.StartsWith("eu-west-1: DescribeVpcEndpoints", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _live.Dispose();
        File.Delete(_profiles);
    }
}
