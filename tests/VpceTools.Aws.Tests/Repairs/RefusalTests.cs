using VpceTools.Aws.Tests.Sources;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>What EC2 says against a change, in a stable word and one clear line; nothing is changed then.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("ingress from IPv4", "ec2:AuthorizeSecurityGroupIngress")]
    [InlineData("create an inbound entry", "ec2:CreateNetworkAclEntry")]
    [InlineData("DNS host names off", "ec2:ModifyVpcAttribute")]
    [InlineData("add a subnet", "ec2:ModifyVpcEndpoint")]
    public async Task Denied_names_the_IAM_action(string name, string iamAction)
    {
        var action = SampleActions.All[name];
        var (outcome, server) = await RefusedAsync(action, Ec2Behaviour.Denied());

        Assert.Equal("AccessDenied", outcome.ErrorId);
        Assert.StartsWith($"IAM does not allow {iamAction}.", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, server.Calls.CountOf(action.Operation));
    }

    [Fact]
    public async Task Denied_reading_of_the_endpoint_names_that_action_and_sends_no_change()
    {
        await using var server = await StartAsync();
        server.On("DescribeVpcEndpoints", Ec2Behaviour.Denied());

        var outcome = await server.ApplyAsync(SampleActions.All["add a subnet"]);

        Assert.Equal((RepairOutcomeKind.Refused, "AccessDenied"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains("ec2:DescribeVpcEndpoints", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, server.Calls.CountOf("ModifyVpcEndpoint"));
    }

    [Fact]
    public async Task Throttling_that_ends_is_not_noticed()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.Throttled(3));

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(SampleActions.Entry));
        Assert.Equal(4, server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    [Fact]
    public async Task Throttling_that_does_not_end_is_refused_after_the_retries()
    {
        var (outcome, server) = await RefusedAsync(SampleActions.Entry, Ec2Behaviour.Throttled(int.MaxValue));

        Assert.Equal("Throttled", outcome.ErrorId);
        Assert.Equal(5, server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    [Theory]
    [InlineData("RulesPerSecurityGroupLimitExceeded", "QuotaExceeded")]
    [InlineData("NetworkAclEntryLimitExceeded", "QuotaExceeded")]
    [InlineData("SecurityGroupsPerInterfaceLimitExceeded", "QuotaExceeded")]
    [InlineData("DuplicateSubnetsInSameZone", "ResourceConflict")]
    [InlineData("RouteAlreadyExists", "ResourceConflict")]
    [InlineData("InsufficientFreeAddressesInSubnet", "SubnetFull")]
    [InlineData("IncorrectState", "IncorrectState")]
    [InlineData("InvalidPolicyDocument", "PolicyInvalid")]
    [InlineData("InvalidGroup.NotFound", "ResourceNotFound")]
    [InlineData("InvalidSubnetId.NotFound", "ResourceNotFound")]
    [InlineData("InvalidParameter", "ServiceError")]
    [InlineData("AuthFailure", "AuthFailure")]
    [InlineData("RequestExpired", "ExpiredToken")]
    public async Task Other_refusals_have_a_word_each_and_keep_what_EC2_said(string code, string errorId)
    {
        var (outcome, _) = await RefusedAsync(SampleActions.All["exchange groups"], Ec2Behaviour.Error(code, "First line.\nSecond line."));

        Assert.Equal(errorId, outcome.ErrorId);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("First line. Second line.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_another_route_has_is_refused_and_left_as_it_is()
    {
        await using var server = await StartAsync();
        var route = (CreateRoute)SampleActions.All["create a route over a peering connection"];
        await server.ApplyAsync(route);

        var outcome = await server.ApplyAsync(new CreateRoute(route.RouteTableId, route.Block, "tgw-0a1"));

        Assert.Equal((RepairOutcomeKind.Refused, "ResourceConflict"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains("The existing route is not the one to be added.", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("pcx-0a1", Assert.Single((await server.ReadAsync()).RouteTables.Single(t => t.Id == route.RouteTableId).Routes, r =>
            r.Destination == route.Block).Target);
    }

    [Fact]
    public async Task The_quotas_of_the_server_are_refused_as_such()
    {
        await using var server = await StartAsync();
        server.Options = server.Options with { RulesPerSecurityGroup = 1, EntriesPerNetworkAcl = 2 };

        Assert.Equal("QuotaExceeded", (await server.ApplyAsync(SampleActions.All["ingress from IPv4"])).ErrorId);
        Assert.Equal("QuotaExceeded", (await server.ApplyAsync(SampleActions.Entry)).ErrorId);
    }

    [Fact]
    public async Task A_resource_that_is_gone_is_not_found()
    {
        await using var server = await StartAsync();

        Assert.Equal("ResourceNotFound", (await server.ApplyAsync(new ModifyVpcEndpoint("vpce-09f") { PrivateDnsEnabled = true })).ErrorId);
        Assert.Equal("ResourceNotFound",
            (await server.ApplyAsync(new AuthorizeSecurityGroupIngress("sg-09f", new(443, 443, PeerGroupId: "sg-0f1")))).ErrorId);
        Assert.Equal("ResourceNotFound", (await server.ApplyAsync(SampleActions.Entry with { NetworkAclId = "acl-09f" })).ErrorId);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_never_got_the_call()
    {
        var closed = await StartAsync();
        await closed.DisposeAsync();

        var outcome = await closed.ApplyAsync(SampleActions.Entry);

        Assert.Equal((RepairOutcomeKind.Refused, "EndpointUnreachable"), (outcome.Kind, outcome.ErrorId));
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_is_refused_in_the_outcome_too()
    {
        using var executor = new Aws.Repairing.Ec2RepairExecutor(new AwsConnection
        {
            AccessKey = "AKIAEXAMPLE", SecretKey = "x",
            Region = "us east", EndpointUrl = "http://127.0.0.1:9"
        }, new(), Executors.Fast);

        var outcome = await executor.ApplyAsync(SampleActions.Entry, Executors.Patience, null, TestContext.Current.CancellationToken);

        Assert.Equal((RepairOutcomeKind.Refused, "RegionInvalid"), (outcome.Kind, outcome.ErrorId));
    }

    private static Task<Ec2TestServer> StartAsync() =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<(RepairOutcome Outcome, Ec2TestServer Server)> RefusedAsync(RepairAction action, Ec2Behaviour behaviour)
    {
        await using var server = await StartAsync();
        server.On(action.Operation, behaviour);
        var before = await server.ReadAsync();

        var outcome = await server.ApplyAsync(action);

        Assert.Equal(RepairOutcomeKind.Refused, outcome.Kind);
        Assert.DoesNotContain('\n', outcome.Error!);
        NetworkAssert.SameResources(before, await server.ReadAsync());
        return (outcome, server);
    }
}
