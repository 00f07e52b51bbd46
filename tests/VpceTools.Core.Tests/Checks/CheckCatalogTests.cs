using System.Text.RegularExpressions;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>A check is a file, a line in the catalogue, a test class and a page; whoever forgets one learns it here.</summary>
public sealed partial class CheckCatalogTests
{
    public static TheoryData<string> Names => [.. CheckCatalog.All.Select(c => c.Descriptor.Name)];

    [Fact]
    public void The_checklist_comes_first_in_its_order_then_the_rest() => Assert.Equal(
        [
            "SecurityGroupIngress", "PrivateDns", "VpcDns", "SubnetCoverage", "EndpointPolicy", "RouteTableAssociation", "NetworkAcl",
            "DnsResolution", "TcpConnection", "TlsHandshake", "EndpointState",
            "ClientSecurityGroupEgress", "PrivateDnsConflict", "DhcpOptions", "NetworkInterface", "PrefixListRoute", "Route",
            "Peering", "TransitGateway",
            "ServiceRegion", "AddressFamily",
            "EndpointSecurityGroups", "CompanionEndpoints", "ServiceHostName",
        ],
        CheckCatalog.All.Select(c => c.Descriptor.Name));

    [Fact]
    public void Every_point_of_the_checklist_is_covered_in_ascending_order()
    {
        var items = CheckCatalog.All.Select(c => c.Descriptor.ChecklistItem).TakeWhile(item => item is not null).Select(item => item!.Value)
            .ToList();
        Assert.Equal(items.Order(), items);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], items.Distinct());
        Assert.All(CheckCatalog.All.Skip(items.Count), check => Assert.Null(check.Descriptor.ChecklistItem));
    }

    /// <summary>What the order of repairs and the conclusions of probes are derived from, in one table.</summary>
    [Fact]
    public void A_descriptor_says_what_the_check_is_about_what_it_gates_and_what_it_explains() => Assert.Equal(
        """
        EndpointState: State, Gates, Configuration
        NetworkInterface: State, Gates, Configuration
        ServiceRegion: State, None
        SubnetCoverage: State, None
        AddressFamily: Path, Gates, AddressFamily
        ClientSecurityGroupEgress: Path, Gates, SecurityGroup
        NetworkAcl: Path, Gates, NetworkAcl
        Peering: Path, Gates, Route
        PrefixListRoute: Path, Gates, Route
        Route: Path, Gates, Route
        RouteTableAssociation: Path, None, Route
        SecurityGroupIngress: Path, Gates, SecurityGroup
        TcpConnection: Path, None
        TlsHandshake: Path, None
        TransitGateway: Path, Gates, Route
        DhcpOptions: Name, None, CustomResolver
        DnsResolution: Name, None
        PrivateDns: Name, None, PrivateDnsOff
        PrivateDnsConflict: Name, None, Configuration
        ServiceHostName: Name, None
        VpcDns: Name, Enables, VpcDnsAttributes
        EndpointPolicy: Policy, Gates, EndpointPolicy
        CompanionEndpoints: Hygiene, None
        EndpointSecurityGroups: Hygiene, None
        """,
        string.Join("\n", CheckCatalog.All.Select(c => c.Descriptor).OrderBy(d => d.Layer).ThenBy(d => d.Name, StringComparer.Ordinal)
            .Select(d => $"{d.Name}: {d.Layer}, {d.Redirects}{(d.Explains is { } cause ? $", {cause}" : "")}")),
                ignoreLineEndingDifferences: true);

    [Fact]
    public void Every_check_class_is_in_the_catalogue_once()
    {
        var classes = typeof(ICheck).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(ICheck).IsAssignableFrom(t)).Select(t => t.Name);
        Assert.Equal(classes.Order(StringComparer.Ordinal), CheckCatalog.All.Select(c => c.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_check_is_named_after_its_class_and_file(string name)
    {
        Assert.Equal(name + "Check", CheckCatalog.Find(name.ToUpperInvariant())!.GetType().Name);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "src", "VpceTools.Core", "Checks", name + "Check.cs")));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_check_has_a_test_class_with_tests(string name)
    {
        var type = typeof(CheckCatalogTests).Assembly.GetType($"{typeof(CheckCatalogTests).Namespace}.{name}CheckTests");
        Assert.NotNull(type);
        Assert.Contains(type.GetMethods(), m => m.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_check_has_a_page_that_tells_the_same(string name) =>
        TellsTheSame(CheckCatalog.Find(name)!.Descriptor, Path.Combine(Repository.Root, "docs", CheckCatalog.Find(name)!.Descriptor.Page));

    [Fact]
    public void The_walk_through_for_new_checks_has_a_page_that_would_do_and_names_every_step()
    {
        var folder = Path.Combine(Repository.Root, "docs", "contributing");
        var name = new EndpointManagerCheck().Descriptor.Name;
        TellsTheSame(new EndpointManagerCheck().Descriptor, Path.Combine(folder, name + ".md"));
        Assert.Null(CheckCatalog.Find(name));

        var steps = File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        Assert.All(Directory.EnumerateFiles(folder), file =>
            Assert.Contains($"`docs/contributing/{Path.GetFileName(file)}`", steps, StringComparison.Ordinal));
        Assert.All(
            PathInSteps().Matches(steps).Select(m => m.Groups["path"].Value),
            path => Assert.True(File.Exists(Path.Combine(Repository.Root, path))
                || Directory.Exists(Path.Combine(Repository.Root, path)), $"CONTRIBUTING.md names {path}."));
    }

    [Fact]
    public void No_page_is_left_of_a_check_that_is_gone() => Assert.Equal(
        CheckCatalog.All.Select(c => c.Descriptor.Name + ".md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "checks")).Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void A_check_says_what_it_is(string name)
    {
        var descriptor = CheckCatalog.Find(name)!.Descriptor;
        Assert.EndsWith(".", descriptor.Description, StringComparison.Ordinal);
        Assert.False(descriptor.Title.EndsWith('.'));
        Assert.Equal("docs.aws.amazon.com", descriptor.Link.Host);
        Assert.NotEqual(Severity.Information, descriptor.Severity);
        Assert.True(descriptor.ChecklistItem is null || descriptor.Cause is not null);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_check_has_nothing_to_say_against_a_healthy_network(string name)
    {
        foreach (var network in new[] { World.Healthy, World.HealthyGateway })
        {
            var result = new CheckRunner(network, null, [CheckCatalog.Find(name)!]).Run(network.Endpoints[0]).Single();
            Assert.True(result.Status is CheckStatus.Passed or CheckStatus.NotApplicable, result.Message);
            Assert.All(result.Findings, f => Assert.Equal(Severity.Information, f.Severity));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_check_never_passes_on_endpoints_alone_unless_it_asks_about_nothing_else(string name)
    {
        string[] onEndpointsAlone = ["PrivateDns", "EndpointPolicy", "EndpointState"];
        var network = World.Healthy with
        {
            Described = [ResourceKind.VpcEndpoint],
            Services = [],
            Vpcs = [],
            VpcAttributes = [],
            DhcpOptions = [],
            Subnets = [],
            NetworkInterfaces = [],
            SecurityGroups = [],
            NetworkAcls = [],
            RouteTables = [],
        };
        var result = new CheckRunner(network, null, [CheckCatalog.Find(name)!]).Run(network.Endpoints[0]).Single();
        if (!onEndpointsAlone.Contains(name))
            Assert.NotEqual(CheckStatus.Passed, result.Status);
        Assert.NotEqual(CheckStatus.Failed, result.Status);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_check_copes_with_an_endpoint_of_a_type_and_state_that_nobody_has_seen(string name)
    {
        var network = World.Healthy.WithEndpoint(e => new() { Id = e.Id, TypeName = "Tunnel", StateName = "hibernating" });
        Assert.NotNull(new CheckRunner(network, null, [CheckCatalog.Find(name)!]).Run(network.Endpoints[0]).Single().Message);
    }

    private static void TellsTheSame(CheckDescriptor descriptor, string file)
    {
        Assert.True(File.Exists(file), $"{file} is missing.");
        var page = File.ReadAllText(file);
        Assert.StartsWith($"# {descriptor.Name}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.All(
            new[] { "## What it reads", "## How it decides", "## A finding", "## The fix", "## Not modelled", "## AWS pages" },
            heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
        Assert.Contains(descriptor.Link.ToString(), page, StringComparison.Ordinal);
        Assert.Contains($"| Worst severity | {descriptor.Severity} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Applies to | {Types(descriptor.AppliesTo)} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Checklist | {(descriptor.ChecklistItem is { } item ? $"point {item}" : "—")} |", page,
            StringComparison.Ordinal);
    }

    [GeneratedRegex(@"`(?<path>(src|docs|tests|samples)/[\w./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathInSteps();

    private static string Types(EndpointType types) => string.Join(", ", Enum.GetValues<EndpointType>().Where(t => types.HasFlag(t)));
}
