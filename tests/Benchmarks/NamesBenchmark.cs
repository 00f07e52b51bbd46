using System.Diagnostics;
using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Benchmarks;

/// <summary>
/// Resolves names in worlds of growing size. The goal: 100 VPCs, 1,000 zones, 20,000 records and 1,000 names, each asked in 100 VPCs, in
/// under 2 s and
/// 300 MB, growing linearly. The work is one thread's, so that it is judged by its processor time, which a busy machine does not lengthen.
/// The exponent is
/// that of the time over the size; 1 is linear.
/// </summary>
internal static class NamesBenchmark
{
    private const int GoalVpcs = 100;
    private const int ClientsOfName = 100;

    public static int Run(TextWriter output)
    {
        output.WriteLine("  VPCs  zones  records   names  answers  index ms  resolve ms  processor ms  elapsed ms"
            + "  allocated MB  peak MB  resolved  unknown");
        // The first round pays for compiling.
        Measure(10, TextWriter.Null);
        var sizes = new[] { 25, 50, GoalVpcs, 200, 400 };
        var results = Array.ConvertAll(sizes, size => Measure(size, output));
        var exponent = Slope(sizes.Select(s => Math.Log(s)).ToArray(), results.Select(r => Math.Log(r.Spent.TotalMilliseconds)).ToArray());
        var goal = results[Array.IndexOf(sizes, GoalVpcs)];
        output.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "exponent {0:N2} (goal 1.1 at most); goal size {1:N0} ms (goal 2,000), {2} MB (goal 300)", exponent,
            goal.Spent.TotalMilliseconds, goal.PeakMegabytes));
        return exponent <= 1.1 && goal.Spent < TimeSpan.FromSeconds(2) && goal.PeakMegabytes < 300 ? 0 : 1;
    }

    private static (TimeSpan Spent, long PeakMegabytes) Measure(int vpcs, TextWriter output)
    {
        var network = World(vpcs);
        var names = Enumerable.Range(0, vpcs * 10).Select(i => DomainName.Parse(NameOf(i, vpcs))).ToArray();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var index = NameIndex.From(network);
        process.Refresh();
        var built = process.TotalProcessorTime - before;
        var (answers, resolved, unknown) = (0, 0, 0);
        for (var i = 0; i < names.Length; i++)
        {
            for (var client = 0; client < ClientsOfName; client++)
            {
                var answer = NameResolver.Resolve(index, NameClient.InVpc($"vpc-{(i + client) % vpcs}"), names[i], NameType.A);
                answers++;
                resolved += answer.Status == NameStatus.Resolved ? 1 : 0;
                unknown += answer.Status == NameStatus.Unknown ? 1 : 0;
            }
        }

        process.Refresh();
        var spent = process.TotalProcessorTime - before;
        var peak = process.PeakWorkingSet64 >> 20;
        output.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "{0,6}  {1,5}  {2,7}  {3,6}  {4,7}  {5,8:N0}  {6,10:N0}  {7,12:N0}  {8,10:N0}  {9,12}  {10,7}  {11,8}  {12,7}",
            vpcs, network.HostedZones.Count, network.HostedZoneRecords.Sum(r => r.RecordSets.Count), names.Length, answers,
                built.TotalMilliseconds,
            (spent - built).TotalMilliseconds, spent.TotalMilliseconds, clock.Elapsed.TotalMilliseconds,
                (GC.GetTotalAllocatedBytes() - allocated) >> 20, peak, resolved, unknown));
        return (spent, peak);
    }

    /// <summary>Private names, names in zones (own, of CNAMEs, that do not exist), endpoints' own names and public ones.</summary>
    private static string NameOf(int i, int vpcs) => (i % 5) switch
    {
        0 => $"svc-{i % 20}.us-east-1.amazonaws.com",
        1 => $"r{i % 20}.z{i % (vpcs * 10)}.internal",
        2 => $"none.r1.z{i % (vpcs * 10)}.internal",
        3 => $"vpce-{i % (vpcs * 2)}-abcd1234.svc.us-east-1.vpce.amazonaws.com",
        _ => $"www{i}.example.com",
    };

    /// <summary>Ten zones, two endpoints, a rule and a firewall rule group a VPC; each zone is associated with ten VPCs.</summary>
    private static VpcNetwork World(int vpcs)
    {
        var zones = Enumerable.Range(0, vpcs * 10).ToArray();
        var endpoints = Enumerable.Range(0, vpcs * 2).ToArray();
        return new()
        {
            AccountId = "123456789012",
            Region = "us-east-1",
            Described = [.. Enum.GetValues<ResourceKind>()],
            Vpcs = [.. Enumerable.Range(0, vpcs)
                .Select(v => new Vpc { Id = $"vpc-{v}", DhcpOptionsId = "dopt-1", OwnerId = "123456789012", CidrBlocks = [Block(v)] })],
            VpcAttributes = [.. Enumerable.Range(0, vpcs).Select(v => new VpcDnsAttributes($"vpc-{v}", true, true))],
            DhcpOptions = [new() { Id = "dopt-1", DomainNameServers = ["AmazonProvidedDNS"] }],
            Services = [.. Enumerable.Range(0, 20)
                .Select(s => new VpcEndpointService { ServiceName = $"svc-{s}", PrivateDnsNames = [$"svc-{s}.us-east-1.amazonaws.com"],
                Owner = "amazon" })],
            Endpoints = [.. endpoints.Select(e => new VpcEndpoint
            {
                Id = $"vpce-{e}", VpcId = $"vpc-{e / 2}", ServiceName = $"svc-{e % 20}", StateName = "available", PrivateDnsEnabled = true,
                    DnsRecordIpType = "ipv4", IpAddressType = "ipv4",
                OwnerId = "123456789012", NetworkInterfaceIds = [$"eni-{e}a", $"eni-{e}b"],
                    DnsEntries = [new($"vpce-{e}-abcd1234.svc.us-east-1.vpce.amazonaws.com", "ZREGION")],
            })],
            NetworkInterfaces = [.. endpoints.SelectMany(e => new[] { Interface(e, 'a', 1), Interface(e, 'b', 2) })],
            HostedZones = [.. zones.Select(z => new HostedZone { Id = $"Z{z}", Name = $"z{z}.internal.", OwnerId = "123456789012" })],
            HostedZonesOfVpcs = [.. Enumerable.Range(0, vpcs).Select(v => new VpcHostedZones($"vpc-{v}",
                [.. Enumerable.Range(0, 100).Select(k => ((v * 10) + k) % zones.Length).Distinct()
                    .Select(z => new HostedZoneSummary($"Z{z}", $"z{z}.internal.", "123456789012"))]))],
            HostedZoneRecords = [.. zones.Select(z => new HostedZoneRecords
            {
                HostedZoneId = $"Z{z}",
                RecordSets = [.. Enumerable.Range(0, 20).Select(r => r % 4 == 0
                    ? new ResourceRecordSet { Name = $"r{r}.z{z}.internal.", Type = "CNAME",
                        Values = [$"vpce-{z % endpoints.Length}-abcd1234.svc.us-east-1.vpce.amazonaws.com."], Ttl = 300 }
                    : new() { Name = $"r{r}.z{z}.internal.", Type = "A", Values = [Address(z % endpoints.Length, 1).ToString()],
                        Ttl = 60 })],
            })],
            ResolverRules = [new() { Id = "rslvr-rr-corp", RuleType = "FORWARD", DomainName = "corp.example.", Status = "COMPLETE",
                TargetIps = [new("192.0.2.53")] }],
            ResolverRuleAssociations = [.. Enumerable.Range(0, vpcs)
                .Select(v => new ResolverRuleAssociation($"a-{v}", "rslvr-rr-corp", $"vpc-{v}", "COMPLETE"))],
            FirewallRuleGroupAssociations = [.. Enumerable.Range(0, vpcs)
                .Select(v => new FirewallRuleGroupAssociation($"f-{v}", "rslvr-frg-1", $"vpc-{v}", 101, "COMPLETE"))],
            FirewallRules = [new("rslvr-frg-1", [new() { Action = "BLOCK", FirewallDomainListId = "rslvr-fdl-1", Priority = 1 }])],
            FirewallDomains = [new("rslvr-fdl-1", [.. Enumerable.Range(0, 1000).Select(i => $"*.bad{i}.example")])],
        };
    }

    private static NetworkInterface Interface(int endpoint, char zone, int last) => new()
    {
        Id = $"eni-{endpoint}{zone}", VpcId = $"vpc-{endpoint / 2}", AvailabilityZone = "us-east-1"
            + zone, InterfaceType = "vpc_endpoint", Addresses = [Address(endpoint, last)],
    };

    private static CidrBlock Block(int vpc) => CidrBlock.Containing(Address(vpc * 2, 0), 24);

    private static IpAddress Address(int endpoint, int last) =>
        IpAddress.FromUInt32((10u << 24) | ((uint)(endpoint / 2) << 8) | ((uint)(endpoint % 2) << 4) | (uint)last);

    private static double Slope(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
