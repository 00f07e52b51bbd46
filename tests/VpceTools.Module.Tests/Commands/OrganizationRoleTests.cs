using System.Text.Json.Nodes;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>The accounts of an organization as a user reads them. Where AWS STS is, the environment alone can say.</summary>
public sealed class OrganizationRoleTests : IDisposable
{
    private readonly LiveSession _live = new();
    private readonly NameTestServer _organizations = new([JsonNode.Parse("""
        { "Accounts": [{ "Id": "111111111111", "State": "ACTIVE" }, { "Id": "222222222222", "State": "ACTIVE" }, { "Id": "333333333333", "State": "ACTIVE" }, { "Id": "444444444444", "State": "SUSPENDED" }] }
        """)!.AsObject()]);

    public OrganizationRoleTests()
    {
        _live.Server.Options = _live.Server.Options with
        {
            AssumeRole = arn => new($"ASIA{arn.Split(':')[4]}", $"secret-of-role-in-{arn.Split(':')[4]}",
                $"token-of-role-in-{arn.Split(':')[4]}", DateTimeOffset.UtcNow.AddHours(1)),
        };
        _live.Invoke($$"""
            $global:live.NameEndpointUrl = '{{_organizations.Url}}'
            $global:sts = $env:AWS_ENDPOINT_URL_STS
            $env:AWS_ENDPOINT_URL_STS = $live.EndpointUrl
            """).Succeeded();
    }

    [Fact]
    public void Each_account_is_read_with_its_role_and_one_that_fails_costs_the_others_nothing()
    {
        _live.Server.On("*", Ec2Behaviour.Denied().When(call => call.AccessKeyId == "ASIA222222222222"));

        var result = _live.Invoke("Test-VpcEndpoint vpce-0a1 @live -OrganizationRole Reader -Check SecurityGroupIngress -Verbose");

        Assert.Equal(2, result.Output.Count);
        var error = result.SingleError;
        Assert.Equal("AccessDenied,VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith("account 222222222222, us-east-1: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["ASIA111111111111", "ASIA222222222222", "ASIA333333333333"],
            _live.Server.Calls.Of("DescribeVpcEndpoints").Select(call => call.AccessKeyId).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(result.Verbose, line => line.StartsWith("account 333333333333, us-east-1: DescribeVpcEndpoints",
            StringComparison.Ordinal));
        var said = string.Join('\n', result.Verbose.Concat(result.Warnings).Append(error.ToString()).Append(error.Exception.ToString()));
        Assert.DoesNotContain("secret-of-role", said, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-role", said, StringComparison.Ordinal);
        Assert.DoesNotContain(LiveSession.SecretKey, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repair_goes_to_the_account_of_its_finding()
    {
        _live.Invoke("Get-VpcEndpointFinding vpce-0c1 @live -OrganizationRole Reader -Check SecurityGroupIngress | Where-Object CanRepair | Select-Object -First 1 | Repair-VpcEndpoint -Confirm:$false").Succeeded();

        Assert.StartsWith("ASIA", Assert.Single(_live.Server.Calls.Of("AuthorizeSecurityGroupIngress"), call =>
            call.Parameters.GetValueOrDefault("DryRun") != "true").AccessKeyId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-VpcEndpoint vpce-0a1 @live -OrganizationRole arn:aws:iam::111111111111:role/Reader", "RoleInvalid")]
    [InlineData("Test-VpcEndpointConnection vpce-0a1 @live -OrganizationRole Reader -InstanceId i-0123456789abcdef0", "ParametersConflict")]
    public void What_cannot_be_meant_is_one_error(string command, string errorId) => Assert.StartsWith(errorId + ",",
        (string)Assert.Single(_live.Invoke($"try {{ {command} -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId }}")
            .Succeeded()).BaseObject, StringComparison.Ordinal);

    public void Dispose()
    {
        _live.Invoke("$env:AWS_ENDPOINT_URL_STS = $global:sts");
        _live.Dispose();
        _organizations.Dispose();
    }
}
