using System.Text.RegularExpressions;
using CsCheck;
using VpceTools.Anonymizing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Repairs;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Snapshots;
using Xunit;

namespace VpceTools.Core.Tests.Anonymizing;

/// <summary>A snapshot that can be given away says the same to a diagnosis, and nothing to anybody of whose it is.</summary>
public sealed partial class AnonymizerTests
{
    [Theory]
    [MemberData(nameof(SampleTests.Names), MemberType = typeof(SampleTests))]
    public void Findings_of_a_sample_are_the_same_up_to_names(string sample)
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample)));
        SaysTheSame(network);
        // What is written is what was made.
        using var folder = new SnapshotFolder();
        var made = Assert.Single(Anonymizer.Of([network]));
        SnapshotWriter.WriteAll([made], folder.Path);
        Assert.Equal(made, Assert.Single(Snapshot.Read(folder.Path)));
    }

    [Fact]
    public void Findings_of_a_broken_network_are_the_same_up_to_names() => BrokenNetworks.Network.Sample(SaysTheSame, iter: 40);

    [Theory]
    [MemberData(nameof(SampleTests.Names), MemberType = typeof(SampleTests))]
    public void Nothing_of_a_sample_is_left(string sample) =>
        NothingIsLeft(Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample))));

    [Fact]
    public void Nothing_of_a_broken_network_is_left() => BrokenNetworks.Network.Sample(NothingIsLeft, iter: 10);

    /// <summary>Names, principals, tags and domains that no sample has.</summary>
    [Fact]
    public void Nothing_is_left_of_what_people_write()
    {
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"AcmeOnly","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::444455556666:role/acme-deployer","444455556666"]},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:444455556666:acme-orders","Condition":{"StringEquals":{"aws:PrincipalTag/AcmeTeam":"payments","aws:PrincipalOrgID":"o-acme1234567","aws:SourceVpc":"vpc-0fedcba9876543210"},"IpAddress":{"aws:VpcSourceIp":"10.77.1.9/32"}}}]}""";
        var network = World.Healthy with
        {
            Vpcs = [.. World.Healthy.Vpcs.Select(vpc => vpc with { Name = "acme-prod" })],
            Endpoints = [.. World.Healthy.Endpoints.Select(endpoint =>
                endpoint with { Tags = [new("Name", "acme-endpoint"), new("acme-key", "acme-value")], PolicyDocument = Policy,
                    FailureReason = "acme said no to 444455556666" })],
            SecurityGroups = [.. World.Healthy.SecurityGroups.Select(group => group with { Name = $"acme-{group.Id}" })],
            NetworkInterfaces = [.. World.Healthy.NetworkInterfaces.Select(item =>
                item with { Description = "AWS Lambda VPC ENI-acme-orders-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f" })],
            DhcpOptions = [.. World.Healthy.DhcpOptions.Select(options => options with { DomainName = "acme.example acme.internal" })],
            HostedZones = [new() { Id = "Z0123456789ACMEACME", Name = "acme.example.", IsPrivate = true, OwnerId = "444455556666",
                Vpcs = [new(World.VpcId, "us-east-1")] }],
            HostedZoneRecords =
            [
                new()
                {
                    HostedZoneId = "Z0123456789ACMEACME",
                    RecordSets = [new() { Name = "orders.acme.example.", Type = "A", Values = ["10.77.1.9"] },
                        new() { Name = "txt.acme.example.", Type = "TXT", Values = ["\"acme secret\""] }],
                },
            ],
            Failures = [new(ResourceKind.NatGateway, true, "ec2:DescribeNatGateways",
                "User arn:aws:iam::444455556666:user/acme is not authorized")],
        };

        var text = Written(network);

        foreach (var word in new[] { "acme", "AcmeOnly", "AcmeTeam", "payments", "444455556666", "10.77.1.9", "0fedcba9876543210", "secret",
            "deployer", "0a1b2c3d", "Z0123456789", "o-acme" })
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        foreach (var word in new[] { "AWS Lambda VPC ENI-", "sqs:SendMessage", "aws:PrincipalTag/", "aws:SourceVpc", "2012-10-17",
            "arn:aws:iam::", ":role/", "arn:aws:sqs:us-east-1:" })
            Assert.Contains(word, text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_of_AWS_stays()
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, "gateway")));
        var made = Assert.Single(Anonymizer.Of([network]));

        Assert.Equal(network.Endpoints.Select(endpoint => endpoint.ServiceName), made.Endpoints.Select(endpoint => endpoint.ServiceName));
        Assert.Equal(network.PrefixLists, made.PrefixLists);
        Assert.Equal(network.Subnets.Select(subnet => (subnet.AvailabilityZone, subnet.AvailabilityZoneId)),
            made.Subnets.Select(subnet => (subnet.AvailabilityZone, subnet.AvailabilityZoneId)));
        Assert.Equal(network.Services.SelectMany(service => service.PrivateDnsNames),
            made.Services.SelectMany(service => service.PrivateDnsNames));
        Assert.Equal(network.Region, made.Region);
    }

    [Fact]
    public void Two_runs_make_different_names() => Assert.NotEqual(
        Assert.Single(Anonymizer.Of([World.Healthy])).AccountId, Assert.Single(Anonymizer.Of([World.Healthy])).AccountId);

    [Fact]
    public void One_name_is_the_same_in_all_networks()
    {
        var made = Anonymizer.Of([World.Healthy, World.Healthy with { Region = "eu-west-1" }]);

        Assert.Equal(made[0].Endpoints, made[1].Endpoints);
    }

    private static void SaysTheSame(VpcNetwork network)
    {
        var made = Assert.Single(Anonymizer.Of([network], out var names));
        var before = Results(network).Select(result => Said(result, names.Id)).ToList();
        var after = Results(made).Select(result => Said(result, id => id)).ToList();
        Assert.Equal(before, after);
    }

    private static void NothingIsLeft(VpcNetwork network)
    {
        var text = Written(network);
        var aws = network.PrefixLists.Where(list => list.Name?.StartsWith("com.amazonaws.", StringComparison.Ordinal) == true)
            .Select(list => list.Id).ToHashSet();
        foreach (var id in EvidenceKinds.All.SelectMany(kind => kind.ItemsOf(network)).Select(item => item.Id)
            .Where(id => id.Contains('-', StringComparison.Ordinal)
            && !id.Contains('.', StringComparison.Ordinal) && !aws.Contains(id)
                && !id.StartsWith("rslvr-autodefined", StringComparison.Ordinal) && id != network.Region))
            Assert.DoesNotMatch($"(?<![0-9A-Za-z-]){Regex.Escape(id)}(?![0-9A-Za-z-])", text);
        foreach (var account in new[] { network.AccountId }.OfType<string>())
            Assert.DoesNotContain(account, text, StringComparison.Ordinal);
        foreach (var name in network.Vpcs.Select(vpc => vpc.Name).Concat(network.Subnets.Select(subnet => subnet.Name))
            .Concat(network.Endpoints.Select(endpoint => endpoint.Name))
            .Concat(network.Instances.Select(instance => instance.Name)).OfType<string>())
            Assert.DoesNotContain($"\"{name}\"", text, StringComparison.Ordinal);
        foreach (var address in network.NetworkInterfaces.SelectMany(item => item.Addresses))
            Assert.DoesNotMatch($"(?<![0-9.]){Regex.Escape($"{address}")}(?![0-9.])", text);
        foreach (var zone in network.HostedZones.Select(zone => zone.Id))
            Assert.DoesNotContain(zone, text, StringComparison.Ordinal);
    }

    private static string Written(VpcNetwork network)
    {
        using var folder = new SnapshotFolder();
        var path = Path.Combine(folder.Path, "given");
        SnapshotExport.Write(Anonymizer.Of([network]), path, "1", new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero), isAnonymous: true);
        return string.Join("\n", Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => $"{file[folder.Path.Length..]}\n{File.ReadAllText(file)}"));
    }

    private static IEnumerable<EndpointTestResult> Results(VpcNetwork network)
    {
        var runner = new CheckRunner(network);
        return network.Endpoints.SelectMany(endpoint => runner.Run(endpoint));
    }

    /// <summary>What a result says, with its names and numbers of addresses taken out: those are what is different.</summary>
    private static string Said(EndpointTestResult result, Func<string, string> id) => string.Join("|",
        id(result.EndpointId), result.Check, result.Status, Shape(result.Message),
        string.Join("\n", result.Findings.Select(finding => string.Join("|",
            finding.Severity, Shape(finding.Summary), finding.Evidence.ExplanationCode, finding.Evidence.AffectedClients.Count,
            finding.TargetIds.Count,
            Shape(finding.Evidence.Rule ?? ""), string.Join(",", finding.Repair.Select(action => action.Operation))))));

    private static string Shape(string text) =>
        Regex.Replace(Names().Replace(text, "#"), "#+", "#", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Ids, accounts, addresses, and words that are no plain English: names of endpoints, zones and people.</summary>
    [GeneratedRegex(@"'[^']*'|EC2 says: [^|\n]*|(subnet|sg|acl|rtb|eni|vpc|vpce|pl|dopt|pcx|i)-[0-9a-z-]+|[a-z]+(-[a-z]+)*-[0-9a-z]*[0-9][0-9a-z-]*|[a-z]+-[0-9a-z]{3,}(?=[ ,.:;)]|$)|[0-9a-f.:]*[.:][0-9a-f.:]+(/[0-9]+)?|[0-9]{12}|Z[0-9A-Z]{8,}|[nw][0-9]{4}|\S*\.\S*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Names();
}
