using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Paths;

public sealed class PathFinderTests
{
    [Theory]
    [InlineData("healthy", PathVerdict.Reachable)]
    [InlineData("hosted-zone", PathVerdict.Reachable)]
    [InlineData("profile", PathVerdict.Reachable)]
    [InlineData("security-group", PathVerdict.Blocked)]
    [InlineData("endpoint-state", PathVerdict.NoEndpoint)]
    [InlineData("dns-firewall", PathVerdict.Blocked)]
    [InlineData("resolver-rule", PathVerdict.Unknown)]
    public void A_sample_s_clients_fare_as_its_cause_says(string sample, PathVerdict expected)
    {
        var network = Sample(sample);
        var finder = new PathFinder([network], new());
        var verdicts = Interfaces(network, finder).Select(client => finder.Find(network, client, Destination("secretsmanager")).Verdict)
            .Distinct();
        Assert.Equal([expected], verdicts);
    }

    [Theory]
    [InlineData("private-dns")]
    [InlineData("shadowed-zone")]
    [InlineData("vpc-dns")]
    public void A_name_that_leads_elsewhere_never_makes_the_endpoint_reachable(string sample)
    {
        var network = Sample(sample);
        var finder = new PathFinder([network], new());
        Assert.All(Interfaces(network, finder), client =>
        {
            var path = finder.Find(network, client, Destination("secretsmanager"));
            Assert.True(path.Verdict is PathVerdict.NoEndpoint or PathVerdict.Blocked or PathVerdict.ReachableOverInternet,
                $"{path.Verdict}: {path.Message}");
            Assert.Null(path.EndpointId);
        });
    }

    [Fact]
    public void A_gateway_endpoint_serves_the_subnets_whose_tables_it_is_associated_with()
    {
        var network = Sample("route-table");
        var finder = new PathFinder([network], new());
        var gateway = Assert.Single(network.Endpoints);
        var index = new NetworkIndex(network);
        var clients = finder.Clients().Select(c => c.Client).Where(c => c.SubnetId is not null).ToList();
        Assert.All(clients, client =>
        {
            var isAssociated = gateway.RouteTableIds.Contains(index.RouteTableOf(index.Subnets[client.SubnetId!])!.Id);
            Assert.Equal(isAssociated, finder.Find(network, client, Destination("s3")).EndpointId == gateway.Id);
        });
        Assert.Contains(clients, client => !gateway.RouteTableIds.Contains(index.RouteTableOf(index.Subnets[client.SubnetId!])!.Id));
    }

    [Fact]
    public void Every_hop_there_and_back_is_told_those_that_pass_included()
    {
        var network = Sample("healthy");
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("secretsmanager"));
        Assert.All(path.Hops, hop => Assert.Equal(PathDecision.Passed, hop.Decision));
        Assert.Equal(
            [PathDirection.Name, PathDirection.Request, PathDirection.Request, PathDirection.Request, PathDirection.Request,
                PathDirection.Request,
                PathDirection.ReturnTraffic, PathDirection.ReturnTraffic, PathDirection.ReturnTraffic],
            path.Hops.Select(hop => hop.Direction));
    }

    [Fact]
    public void Each_hop_tells_the_packets_that_are_left_after_it()
    {
        var network = Sample("healthy");
        var finder = new PathFinder([network], new());
        var clients = Interfaces(network, finder);
        Assert.All(clients, client =>
        {
            var path = finder.Find(network, client, Destination("secretsmanager"));
            Assert.Null(path.Hops[0].Remaining);
            // All that the client can send, and no other client's, although clients share what is computed.
            var address = client.Addresses.ToString();
            Assert.All(path.Hops.Skip(1), hop => Assert.Equal((address, "1024-65535", 443),
                (Assert.Single(hop.Remaining!).ClientAddresses, hop.Remaining![0].ClientPorts, hop.Remaining[0].Port)));
        });
        var closed = Sample("security-group");
        var stopped = new PathFinder([closed], new());
        var hops = stopped.Find(closed, Interfaces(closed, stopped)[0], Destination("secretsmanager")).Hops;
        var at = hops.TakeWhile(hop => hop.Decision != PathDecision.Blocked).Count();
        Assert.All(hops.Take(at).Skip(1), hop => Assert.Single(hop.Remaining!));
        Assert.All(hops.Skip(at), hop => Assert.Empty(hop.Remaining!));
    }

    [Fact]
    public void What_an_ACL_leaves_of_the_ports_is_left_from_there_on_and_nothing_is_said_after_what_is_unknown()
    {
        var narrow = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            [World.AllowAll(100, false), World.Entry(100, true, true, 6, "0.0.0.0/0", 32768, 65535)]));
        var finder = new PathFinder([narrow], new());
        var client = finder.Clients().First(c => c.Client.Id == World.AppInterfaceA).Client;
        var hops = finder.Find(narrow, client, Destination("sqs")).Hops;
        Assert.Equal("32768-65535", Assert.Single(hops[^1].Remaining!).ClientPorts);
        Assert.Equal("1024-65535", Assert.Single(hops[1].Remaining!).ClientPorts);

        var unseen = World.Healthy with
        {
            NetworkAcls = [],
            Described = [.. World.Healthy.Described.Where(kind => kind != ResourceKind.NetworkAcl)]
        };
        finder = new PathFinder([unseen], new());
        hops = finder.Find(unseen, finder.Clients().First(c => c.Client.Id == World.AppInterfaceA).Client, Destination("sqs")).Hops;
        var open = hops.TakeWhile(hop => hop.Decision != PathDecision.Unknown).Count();
        Assert.True(open < hops.Count);
        Assert.All(hops.Skip(open), hop => Assert.Null(hop.Remaining));
    }

    [Theory]
    [InlineData("arn:aws:s3:::my-bucket", "my-bucket.s3.us-east-1.amazonaws.com")]
    [InlineData("arn:aws:s3:::my-bucket/key/x", "my-bucket.s3.us-east-1.amazonaws.com")]
    [InlineData("com.amazonaws.us-east-1.sqs", "sqs.us-east-1.amazonaws.com")]
    [InlineData("com.amazonaws.us-east-1.sqs-fips", "sqs-fips.us-east-1.amazonaws.com")]
    [InlineData("com.amazonaws.us-west-2.sqs", "sqs.us-west-2.amazonaws.com")]
    [InlineData("ecr.dkr", "123456789012.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData("ECR.API:443", "api.ecr.us-east-1.amazonaws.com")]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:queue", null)]
    [InlineData("com.amazonaws.us-east-1.nosuch", null)]
    public void A_destination_is_named_as_users_name_it(string text, string? host) =>
        Assert.Equal(host, PathDestination.Parse(text, "us-east-1", "123456789012")?.ToString());

    [Fact]
    public void A_service_whose_name_has_an_account_is_no_host_name_without_one() =>
        Assert.Null(PathDestination.Parse("ecr.dkr", "us-east-1"));

    /// <summary>Nobody but its owner knows where a service of a customer's listens: no verdict on an assumed port.</summary>
    [Theory]
    [InlineData("vpce-1", PathVerdict.Unknown, 443)]
    [InlineData("vpce-1:5432", PathVerdict.Reachable, 5432)]
    [InlineData("vpce-1:443", PathVerdict.Blocked, 443)]
    [InlineData("db.example.com", PathVerdict.Unknown, 443)]
    [InlineData("db.example.com:5432", PathVerdict.Reachable, 5432)]
    public void The_port_of_a_customer_s_service_is_nobody_s_guess(string to, PathVerdict expected, int port)
    {
        var network = World.Healthy.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "10.0.0.0/16", 5432)], []));
        const string Service = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
        network = network with
        {
            Endpoints = [.. network.Endpoints.Select(e => e with { Id = "vpce-1", ServiceName = Service, PrivateDnsEnabled = true })],
            Services = [new() { ServiceName = Service, ServiceTypes = ["Interface"], PrivateDnsNames = ["db.example.com"],
                PrivateDnsNameVerificationState = "verified" }],
        };
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, finder.Clients().First(c => c.Client.Id == World.AppInterfaceA).Client, Destination(to));
        Assert.Equal((expected, port, "vpce-1"), (path.Verdict, path.Port, path.EndpointId));
        if (expected == PathVerdict.Unknown)
            Assert.DoesNotContain(path.Hops, hop => hop.Decision is PathDecision.Blocked or PathDecision.Partial);
    }

    [Fact]
    public void The_hop_that_stops_the_packet_is_marked_and_has_its_finding()
    {
        var network = Sample("security-group");
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("secretsmanager"));
        var stop = Assert.Single(path.Hops, hop => hop.Decision == PathDecision.Blocked);
        Assert.Equal("sg-02198deb71333b428", stop.ResourceId);
        Assert.Contains(path.Findings, finding => finding.ResourceId == stop.ResourceId && finding.CanRepair);
    }

    [Fact]
    public void A_service_without_an_endpoint_and_a_VPC_without_a_way_out_is_no_endpoint_with_the_service_to_create()
    {
        var network = Isolated();
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("sts"));
        Assert.Equal(PathVerdict.NoEndpoint, path.Verdict);
        Assert.Contains("com.amazonaws.us-east-1.sts", path.Message, StringComparison.Ordinal);
        var plan = path.Proposal;
        Assert.NotNull(plan);
        Assert.Equal((EndpointType.Interface, "com.amazonaws.us-east-1.sts", World.VpcId), (plan.Type, plan.ServiceName, plan.VpcId));
        // One subnet in each zone, and every client of the VPC is led there, or it is said why not.
        var zones = network.Subnets.Where(s => plan.SubnetIds.Contains(s.Id)).Select(s => s.AvailabilityZone).ToList();
        Assert.Equal(zones.Count, zones.Distinct().Count());
        Assert.NotEmpty(plan.ReachedBy);
        Assert.Equal(finder.Clients().Count(), plan.ReachedBy.Count + plan.NotReachedBy.Count);
        Assert.DoesNotContain("-new", string.Join("\n", plan.NotReachedBy), StringComparison.Ordinal);
        Assert.Contains("aws ec2 create-vpc-endpoint --vpc-id", plan.AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void For_another_Region_s_name_no_endpoint_of_this_Region_is_proposed()
    {
        var network = Isolated();
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("sts.eu-west-1.amazonaws.com"));
        Assert.Equal((PathVerdict.Blocked, null), (path.Verdict, path.Proposal));
        Assert.DoesNotContain("Create", path.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_a_FIPS_name_the_FIPS_endpoint_is_proposed()
    {
        var network = Isolated();
        var finder = new PathFinder([network], new());
        var plan = finder.Find(network, Interfaces(network, finder)[0], Destination("kms-fips.us-east-1.amazonaws.com")).Proposal;
        Assert.Equal("com.amazonaws.us-east-1.kms-fips", plan!.ServiceName);
        Assert.NotEmpty(plan.ReachedBy);
    }

    [Fact]
    public void A_global_name_is_not_reached_through_what_is_proposed_and_the_message_says_what_to_ask_instead()
    {
        var network = Isolated();
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("sts.amazonaws.com"));
        Assert.Contains("sts.us-east-1.amazonaws.com", path.Message, StringComparison.Ordinal);
        Assert.Empty(path.Proposal?.ReachedBy ?? []);
    }

    [Fact]
    public void An_endpoint_of_the_VPC_for_another_Region_s_service_is_not_the_one()
    {
        var network = Isolated().WithEndpoint(e => e with { ServiceName = "com.amazonaws.eu-west-1.sts", PrivateDnsEnabled = false });
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("sts"));
        Assert.DoesNotContain(World.EndpointId, path.Message, StringComparison.Ordinal);
        Assert.NotNull(path.Proposal);
    }

    [Fact]
    public void A_task_that_needs_all_under_conditions_is_open_where_something_is_missing()
    {
        var network = Isolated();
        var finder = new PathFinder([network], new());
        var (catalog, client) = (TaskCatalog.BuiltIn, Interfaces(network, finder)[0]);
        var whole = TaskPaths.Find(finder, network, client, catalog, catalog.Find("FargateTask")!).Last();
        Assert.Equal((null, PathVerdict.Unknown), (whole.Need, whole.Verdict));
        Assert.Contains("needed when", whole.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_needs_nothing_always_is_open_where_something_it_may_need_is_missing()
    {
        var network = Sample("healthy");
        var finder = new PathFinder([network], new());
        var whole = TaskPaths.Find(finder, network, Interfaces(network, finder)[0], TaskCatalog.BuiltIn,
            TaskCatalog.BuiltIn.Find("Lambda")!).Last();
        Assert.Equal(PathVerdict.Unknown, whole.Verdict);
        Assert.Contains("needed when", whole.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("reaches all", whole.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_of_other_names_of_a_service_is_not_said_of_the_one_that_is_asked_for()
    {
        var network = Isolated().WithEndpoint(e => e with { ServiceName = "com.amazonaws.us-east-1.s3" }).WithNames(
            ("s3", ["s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com"]));
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("s3.dualstack.us-east-1.amazonaws.com"));
        Assert.Equal(PathVerdict.NoEndpoint, path.Verdict);
        Assert.Contains("AWS_USE_DUALSTACK_ENDPOINT", path.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("al2023", path.Message, StringComparison.Ordinal);
    }

    /// <summary>Nothing leads out of the VPC.</summary>
    private static VpcNetwork Isolated() => World.Healthy with
    {
        RouteTables = World.Healthy.RouteTables.Select(t => t with { Routes = t.Routes.Where(r => r.IsLocal).ToValueList() }).ToValueList(),
    };

    [Fact]
    public void A_gateway_endpoint_is_proposed_for_the_route_tables_of_the_VPC_and_its_route_is_computed()
    {
        var network = Isolated();
        var finder = new PathFinder([network], new());
        var plan = finder.Find(network, Interfaces(network, finder)[0], Destination("s3")).Proposal;
        Assert.Equal(EndpointType.Gateway, plan!.Type);
        Assert.Equal(network.RouteTables.Select(t => t.Id).Order(), plan.RouteTableIds.Order());
        Assert.Equal(finder.Clients().Count(), plan.ReachedBy.Count + plan.NotReachedBy.Count);
    }

    [Theory, MemberData(nameof(Samples))]
    public void What_is_proposed_reaches_each_client_of_the_VPC_or_says_why_not(string sample)
    {
        var network = Sample(sample);
        var finder = new PathFinder([network], new());
        var proposed = (from client in Interfaces(network, finder)
                        from code in new[] { "sqs", "sts", "dynamodb", "s3" }
                        let path = finder.Find(network, client, Destination(code))
                        where path.Verdict == PathVerdict.NoEndpoint && path.Proposal is not null
                        select (client, path.Proposal)).ToList();
        Assert.All(proposed, p => Assert.True(
            p.Proposal.ReachedBy.Contains(p.client.Label) != p.Proposal.NotReachedBy.Any(text =>
                text.StartsWith(p.client.Label + ": ", StringComparison.Ordinal))));
    }

    [Fact]
    public void Another_client_s_missing_evidence_leaves_a_client_whose_packets_all_pass_reachable()
    {
        var network = World.Healthy with { Subnets = [.. World.Healthy.Subnets, World.Subnet("subnet-new", "us-east-1a", "10.0.50.0/24")] };
        var finder = new PathFinder([network], new());
        Assert.All(Interfaces(network, finder), client =>
            Assert.Equal(PathVerdict.Reachable, finder.Find(network, client, Destination("sqs")).Verdict));
        var other = Assert.Single(finder.Clients(), c => c.Client.Id == "subnet-new").Client;
        Assert.Equal(PathVerdict.Unknown, finder.Find(network, other, Destination("sqs")).Verdict);
    }

    [Fact]
    public void A_gateway_endpoint_that_a_table_lacks_is_told_by_the_finding_about_the_table()
    {
        var network = Sample("route-table");
        var finder = new PathFinder([network], new());
        var lacking = finder.Clients().Select(c => finder.Find(network, c.Client, Destination("s3"))).Where(p => p.EndpointId is null)
            .ToList();
        Assert.NotEmpty(lacking);
        Assert.All(lacking, path =>
        {
            Assert.Equal("RouteTableAssociation", path.Findings[0].Check);
            Assert.EndsWith(path.Findings[0].Summary, path.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("endpoint-state")]
    [InlineData("private-dns")]
    public void An_endpoint_of_the_service_that_does_not_answer_the_name_is_named_with_its_finding(string sample)
    {
        var network = Sample(sample);
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("secretsmanager"));
        var endpoint = Assert.Single(network.Endpoints, e => e.ServiceName.EndsWith(".secretsmanager", StringComparison.Ordinal));
        Assert.Contains(endpoint.Id, path.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Create", path.Message, StringComparison.Ordinal);
        Assert.Contains(path.Findings, finding => finding.EndpointId == endpoint.Id);
    }

    [Fact]
    public void The_address_of_an_endpoint_s_interface_is_the_endpoint()
    {
        var finder = new PathFinder([World.Healthy], new());
        var path = finder.Find(World.Healthy, Interfaces(World.Healthy, finder)[0], PathDestination.Parse("10.0.11.5:443", "us-east-1")!);
        Assert.Equal((PathVerdict.Reachable, World.EndpointId), (path.Verdict, path.EndpointId));
    }

    [Fact]
    public void Another_port_than_the_groups_open_is_blocked()
    {
        var finder = new PathFinder([World.Healthy], new());
        var path = finder.Find(World.Healthy, Interfaces(World.Healthy, finder)[0],
            PathDestination.Parse("sqs.us-east-1.amazonaws.com:8443", "us-east-1")!);
        Assert.Equal(PathVerdict.Blocked, path.Verdict);
    }

    [Fact]
    public void Without_the_evidence_on_names_the_answer_is_unknown_with_the_call_that_would_tell()
    {
        var network = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false }).WithZonesUnknown();
        var finder = new PathFinder([network], new());
        var path = finder.Find(network, Interfaces(network, finder)[0], Destination("sqs"));
        Assert.Equal(PathVerdict.Unknown, path.Verdict);
        Assert.Contains(path.Missing, call => call.StartsWith("aws route53 list-hosted-zones-by-vpc", StringComparison.Ordinal));
    }

    /// <summary>A diagnosis of the endpoint for that client alone, and the path of that client, never disagree.</summary>
    [Theory, MemberData(nameof(Samples))]
    public void A_path_and_a_diagnosis_agree(string sample)
    {
        var network = Sample(sample);
        var endpoint = network.Endpoints[0];
        var everyone = new PathFinder([network], new());
        foreach (var client in Interfaces(network, everyone))
        {
            var options = new CheckOptions { Clients = new() { NetworkInterfaceIds = [client.Id] } };
            var results = new CheckRunner(network, options).Run(endpoint).ToList();
            var finder = new PathFinder([network], options);
            var path = finder.Find(network, Assert.Single(finder.Clients()).Client,
                Destination(EndpointServiceName.Parse(endpoint.ServiceName)!.Code));
            var failed = results.Where(r => r.Status == CheckStatus.Failed
                && CheckCatalog.Find(r.Check)!.Descriptor.Layer is not CheckLayer.Hygiene).ToList();
            if (path.Verdict == PathVerdict.Reachable)
                Assert.Empty(failed.Select(r => $"{client.Label} {r.Check}: {r.Message}"));
            else if (path.EndpointId == endpoint.Id)
                Assert.Contains(results, r => r.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable));
        }
    }

    [Fact]
    public void A_task_has_a_path_for_each_need_and_a_verdict_that_its_conditions_do_not_decide()
    {
        var network = Sample("healthy");
        var finder = new PathFinder([network], new());
        var task = TaskCatalog.BuiltIn.Find("SecretsRead")!;
        var paths = TaskPaths.Find(finder, network, Interfaces(network, finder)[0], TaskCatalog.BuiltIn, task).ToList();
        Assert.Equal(TaskCatalog.BuiltIn.NeedsOf(task, "us-east-1").Select(stated => stated.Need.Name).Append(null),
            paths.Select(path => path.Need));
        Assert.Equal(PathVerdict.Reachable, paths[^1].Verdict);
        Assert.All(paths, path => Assert.Equal("SecretsRead", path.Task));
    }

    [Theory]
    [InlineData("sqs", "sqs.us-east-1.amazonaws.com", null)]
    [InlineData("SQS", "sqs.us-east-1.amazonaws.com", null)]
    [InlineData("sqs:8443", "sqs.us-east-1.amazonaws.com", 8443)]
    [InlineData("https://sts.amazonaws.com/path", "sts.amazonaws.com", null)]
    [InlineData("s3://my-bucket/key", "my-bucket.s3.us-east-1.amazonaws.com", null)]
    [InlineData("s3://my.bucket", "s3.us-east-1.amazonaws.com", null)]
    [InlineData("db.example.internal:5432", "db.example.internal", 5432)]
    public void A_destination_is_read_as_users_write_it(string text, string name, int? port)
    {
        var to = PathDestination.Parse(text, "us-east-1")!;
        Assert.Equal((name, port), (to.Name!.ToString(), to.Port?.Number));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", null)]
    [InlineData("10.0.0.1:22", "10.0.0.1", 22)]
    [InlineData("fd00::1", "fd00::1", null)]
    [InlineData("[fd00::1]:443", "fd00::1", 443)]
    public void An_address_is_read_with_or_without_a_port(string text, string address, int? port)
    {
        var to = PathDestination.Parse(text, null)!;
        Assert.Equal((IpAddress.Parse(address), port), (to.Address, to.Port?.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("a b.example.com")]
    [InlineData("sqs.us-east-1.amazonaws.com:0")]
    [InlineData("sqs.us-east-1.amazonaws.com:65536")]
    [InlineData("sqs.us-east-1.amazonaws.com:x")]
    [InlineData("s3://")]
    [InlineData("$(id).example.com")]
    public void What_is_no_destination_is_none(string text) => Assert.Null(PathDestination.Parse(text, "us-east-1"));

    public static TheoryData<string> Samples => SampleTests.Names;

    private static VpcNetwork Sample(string name) => Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, name)));

    private static PathDestination Destination(string text) => PathDestination.Parse(text, "us-east-1")!;

    private static List<Client> Interfaces(VpcNetwork network, PathFinder finder) =>
        [.. finder.Clients().Where(c => ReferenceEquals(c.Network, network) && c.Client.Kind == ClientKind.NetworkInterface)
            .Select(c => c.Client)];
}
