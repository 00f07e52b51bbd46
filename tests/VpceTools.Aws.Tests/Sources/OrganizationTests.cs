using System.Text.Json.Nodes;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>The accounts of an organization, and the role in each of them.</summary>
[Collection(AwsEnvironment.Alone)]
public sealed class OrganizationTests : IDisposable
{
    private const string Secret = "secret-of-the-management-account";
    private readonly AwsEnvironment _environment = new();
    private readonly Ec2TestServer _ec2;
    private readonly NameTestServer _organizations = new([JsonNode.Parse("""
        { "Accounts": [
          { "Id": "222222222222", "Name": "spoke", "Status": "ACTIVE", "State": "ACTIVE" }, { "Id": "111111111111", "Name": "hub", "Status": "ACTIVE" },
          { "Id": "333333333333", "Name": "closed", "Status": "SUSPENDED" }, { "Id": "444444444444", "Name": "closing", "Status": "ACTIVE", "State": "PENDING_CLOSURE" },
          { "Id": "555555555555", "Name": "new", "State": "ACTIVE" }] }
        """)!.AsObject()]);

    private Func<string, RoleKeys> _assume = arn =>
        new($"ASIA{arn.Split(':')[4]}", $"secret-of-{arn.Split(':')[4]}", $"token-of-{arn.Split(':')[4]}",
            DateTimeOffset.UtcNow.AddHours(1));

    public OrganizationTests()
    {
        _ec2 = Ec2TestServer.Start(SampleWorld.Create(), new() { AssumeRole = arn => _assume(arn) });
        _environment.Set("AWS_ENDPOINT_URL_STS", _ec2.Url);
    }

    private AwsConnection Connection => new()
    {
        AccessKey = "AKIAMANAGEMENT", SecretKey = Secret, Region = "us-east-1", EndpointUrl = _ec2.Url,
        NameEndpointUrl = _organizations.Url,
        OrganizationRole = "Reader", MaximumRetries = 0,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_active_account_is_taken_in_order_whatever_the_pages()
    {
        _organizations.PageSize = 2;

        var roles = await RolesAsync(Connection);

        Assert.Equal(["111111111111", "222222222222", "555555555555"], roles.Select(r => r.RoleAccountId));
        Assert.Equal("arn:aws:iam::111111111111:role/Reader", roles[0].RoleArn);
        Assert.All(roles, role => Assert.Null(role.OrganizationRole));
        Assert.Equal(3, _organizations.Calls.Count(call => call == "ListAccounts"));
        Assert.All(_organizations.Scopes, scope => Assert.Equal("us-east-1/organizations", scope));
    }

    [Theory]
    [InlineData("audit/Reader", "us-east-1", "arn:aws:iam::111111111111:role/audit/Reader")]
    [InlineData("/audit/Reader", "us-gov-west-1", "arn:aws-us-gov:iam::111111111111:role/audit/Reader")]
    [InlineData("Reader", "cn-north-1", "arn:aws-cn:iam::111111111111:role/Reader")]
    public async Task A_role_may_have_a_path_and_has_the_partition_of_the_Region(string role, string region, string arn) =>
        Assert.Equal(arn, (await RolesAsync(Connection with { OrganizationRole = role, Region = region }))[0].RoleArn);

    [Theory]
    [InlineData("arn:aws:iam::111111111111:role/Reader"), InlineData("Re ader"), InlineData("a//b"), InlineData("\u00e4")]
    public async Task What_is_no_name_of_a_role_is_refused_before_anything_is_called(string role)
    {
        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => RolesAsync(Connection with { OrganizationRole = role }));

        Assert.Equal("RoleInvalid", error.ErrorId);
        Assert.Empty(_organizations.Calls);
    }

    [Fact]
    public async Task Who_may_not_list_the_accounts_is_told_the_action()
    {
        _organizations.Errors["ListAccounts"] = "AccessDeniedException";

        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => RolesAsync(Connection));

        Assert.Equal("AccessDenied", error.ErrorId);
        Assert.Contains("organizations:ListAccounts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_read_with_the_keys_of_its_role_which_the_credentials_assume()
    {
        var sources = AwsSourceFactory.Open();
        var roles = await sources.RolesAsync(Connection, null, Token);

        foreach (var role in roles.Take(2))
            await sources.Network(role).ReadAsync(new() { EndpointsOnly = true }, null, Token);

        var assumed = _ec2.Calls.Of("AssumeRole");
        Assert.Equal(["arn:aws:iam::111111111111:role/Reader", "arn:aws:iam::222222222222:role/Reader"],
            assumed.Select(call => call.Parameters["RoleArn"]));
        Assert.All(assumed, call => Assert.Equal(("AKIAMANAGEMENT", "VpceTools"), (call.AccessKeyId, call.Parameters["RoleSessionName"])));
        Assert.Equal(["ASIA111111111111", "ASIA222222222222"], _ec2.Calls.Of("DescribeVpcEndpoints").Select(call => call.AccessKeyId));
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_is_an_error_of_its_account_without_a_secret()
    {
        _ec2.On("AssumeRole", Ec2Behaviour.Error("AccessDenied",
            $"User is not authorized to perform: sts:AssumeRole; the request was signed with {Secret}", 403));

        var error = await Assert.ThrowsAsync<NetworkSourceException>(async () =>
            await AwsSourceFactory.Open().Network((await RolesAsync(Connection))[0]).ReadAsync(new(), null, Token));

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("arn:aws:iam::111111111111:role/Reader", error.Message, StringComparison.Ordinal);
        Assert.Contains("AccessDenied", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, (Connection with { RoleArn = "arn" }).ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _ec2.Dispose();
        _organizations.Dispose();
        _environment.Dispose();
    }

    private static Task<IReadOnlyList<AwsConnection>> RolesAsync(AwsConnection connection) => AwsSourceFactory.Open()
        .RolesAsync(connection, null, Token);
}
