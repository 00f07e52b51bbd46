using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// Several accounts of an organization against moto, which nobody here wrote: their roles, their VPCs, and a peering between two of them.
/// </summary>
[Collection(AwsEnvironment.Alone)]
public sealed class MotoAccountsTests : IAsyncLifetime, IDisposable
{
    private readonly AwsEnvironment _environment = new();
    private MotoServer? _moto;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AwsConnection Connection => Live.Connection(_moto!.Url) with
    {
        NameEndpointUrl = _moto.Url,
        OrganizationRole = "OrganizationAccountAccessRole"
    };

    public async ValueTask InitializeAsync()
    {
        if (MotoServer.SkipReason is not null)
            return;
        _moto = await MotoServer.StartAsync(Token);
        _environment.Set("AWS_ENDPOINT_URL_STS", _moto.Url);
    }

    [Fact]
    public async Task The_active_accounts_of_an_organization_are_read_each_with_its_own_role()
    {
        Assert.SkipWhen(_moto is null, MotoServer.SkipReason ?? "");
        await OrganizationAsync("CreateOrganization", new { FeatureSet = "ALL" });
        var (one, other, closed) = (await AccountAsync("one"), await AccountAsync("other"), await AccountAsync("closed"));
        await OrganizationAsync("CloseAccount", new { AccountId = closed });
        var vpcs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in new[] { one, other })
            using (var client = await ClientAsync(account))
                vpcs[account] = (await new MotoWorldBuilder(client, Token).SampleAsync()).VpcId;

        var sources = AwsSourceFactory.Open();
        var roles = await sources.RolesAsync(Connection, null, Token);

        Assert.Equal(new[] { "123456789012", one, other }.Order(StringComparer.Ordinal), roles.Select(r => r.RoleAccountId));
        foreach (var role in roles.Where(r => vpcs.ContainsKey(r.RoleAccountId!)))
        {
            var network = (await sources.Network(role).ReadAsync(new(), null, Token)).Single();
            Assert.Equal((role.RoleAccountId, vpcs[role.RoleAccountId!]), (network.AccountId, Assert.Single(network.Vpcs).Id));
            Assert.Empty(network.Failures);
        }
    }

    [Fact]
    public async Task The_subnets_of_a_peered_VPC_in_another_account_are_clients_and_need_a_route_back()
    {
        Assert.SkipWhen(_moto is null, MotoServer.SkipReason ?? "");
        const string Hub = "111122223333", Spoke = "444455556666";
        using var hub = await ClientAsync(Hub);
        using var spoke = await ClientAsync(Spoke);
        var world = await new MotoWorldBuilder(hub, Token).SampleAsync();
        var builder = new MotoWorldBuilder(spoke, Token);
        var spokeVpc = await builder.VpcAsync("172.20.0.0/16");
        var subnet = await builder.SubnetAsync(spokeVpc, "172.20.1.0/24");
        var peering = (await spoke.CreateVpcPeeringConnectionAsync(new() { VpcId = spokeVpc, PeerVpcId = world.VpcId, PeerOwnerId = Hub },
            Token))
            .VpcPeeringConnection.VpcPeeringConnectionId;
        await hub.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peering }, Token);
        // moto gives an endpoint's interface any address of 10.0.0.0/8.
        await RouteAsync(spoke, spokeVpc, "10.0.0.0/8", peering);

        var oneSided = await RunAsync(Hub, Spoke, world.InterfaceEndpointId);
        await RouteAsync(hub, world.VpcId, "172.20.0.0/16", peering);
        var whole = await RunAsync(Hub, Spoke, world.InterfaceEndpointId);

        // The hub's own clients have no way to an address outside of their VPC.
        IEnumerable<Finding> OfSpoke(Dictionary<string, EndpointTestResult> results) => results["Route"].Findings
            .Where(f => f.Evidence.AffectedClients.Any(client => client.StartsWith(subnet, StringComparison.Ordinal)));
        Assert.Empty(OfSpoke(whole));
        Assert.Equal((CheckStatus.Passed, CheckStatus.Passed), (oneSided["Peering"].Status, whole["Peering"].Status));
        var finding = Assert.Single(OfSpoke(oneSided));
        Assert.Equal("NO_ROUTE_TO_DESTINATION", finding.Evidence.ExplanationCode);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _moto?.Dispose();
        _environment.Dispose();
    }

    private async Task<Dictionary<string, EndpointTestResult>> RunAsync(string hub, string spoke, string endpointId)
    {
        var sources = AwsSourceFactory.Open();
        var query = new NetworkQuery { EndpointIds = [endpointId], IncludesRemoteClients = true, IsOneOfSeveral = true };
        var networks = new List<VpcNetwork>();
        foreach (var account in new[] { hub, spoke })
            networks.Add((await sources.Network(Connection with
            {
                OrganizationRole = null,
                RoleArn = $"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
            })
                .ReadAsync(query, null, Token)).Single());
        var joined = JoinedNetworks.Join(networks);
        var runner = new CheckRunner(joined[0], new() { Clients = new() { IncludesRemote = true } },
            [CheckCatalog.Find("Route")!, CheckCatalog.Find("Peering")!]);
        return runner.Run(joined[0].Endpoints.Single(e => e.Id == endpointId)).ToDictionary(r => r.Check, StringComparer.Ordinal);
    }

    /// <summary>A route in every table of a VPC.</summary>
    private static async Task RouteAsync(AmazonEC2Client client, string vpc, string block, string peering)
    {
        foreach (var table in (await client.DescribeRouteTablesAsync(new() { Filters = [new Filter("vpc-id", [vpc])] }, Token)).RouteTables)
            await client.CreateRouteAsync(new()
            {
                RouteTableId = table.RouteTableId, DestinationCidrBlock = block,
                VpcPeeringConnectionId = peering
            }, Token);
    }

    private async Task<string> AccountAsync(string name) =>
        (await OrganizationAsync("CreateAccount", new { Email = $"{name}@example.com", AccountName = name }))
        .GetProperty("CreateAccountStatus").GetProperty("AccountId").GetString()!;

    private async Task<JsonElement> OrganizationAsync(string operation, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/x-amz-json-1.1");
        content.Headers.Add("X-Amz-Target", $"AWSOrganizationsV20161128.{operation}");
        using var document = JsonDocument.Parse(await PostAsync(content, "organizations") is { Length: > 0 } text ? text : "{}");
        return document.RootElement.Clone();
    }

    /// <summary>A client with the keys of a role in an account.</summary>
    private async Task<AmazonEC2Client> ClientAsync(string account)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "AssumeRole", ["Version"] = "2011-06-15", ["RoleSessionName"] = "builder",
            ["RoleArn"] = $"arn:aws:iam::{account}:role/OrganizationAccountAccessRole",
        });
        var answer = XDocument.Parse(await PostAsync(content, "sts")).Descendants();
        string Of(string name) => answer.Single(e => e.Name.LocalName == name).Value;
        return new(new SessionAWSCredentials(Of("AccessKeyId"), Of("SecretAccessKey"), Of("SessionToken")),
            new AmazonEC2Config { ServiceURL = _moto!.Url, AuthenticationRegion = "us-east-1" });
    }

    private async Task<string> PostAsync(HttpContent content, string service)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _moto!.Url) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=AKIDTEST/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }
}
