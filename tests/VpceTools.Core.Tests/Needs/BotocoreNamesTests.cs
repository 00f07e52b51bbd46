using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

/// <summary>Holds the table of default names to the endpoint rules that the SDKs share, in every Region and variant, both ways.</summary>
public sealed class BotocoreNamesTests
{
    // Names that operations of these clients have, and that belong to no endpoint service.
    private static readonly string[] WithoutEndpoint = ["iotsitewise:monitor."];

    // Endpoint services for those operations of a client that have names of their own.
    private static readonly string[] OfOperations = ["data-servicediscovery", "rum-dataplane", "sync-states", "runtime-medical-imaging"];

    // Endpoint services that no client of an SDK is for: agents, browsers, package managers, devices and whatever AWS lists without
    // saying who calls it.
    private static readonly string[] WithoutClient =
    [
        "appmesh-envoy-management", "apprunner.requests", "appstream.streaming", "appsync-api", "apptest", "aps-workspaces",
        "arsenal-discovery", "awsconnector",
        "bedrock-agentcore.gateway", "cassandra", "codeartifact.repositories", "codedeploy-commands-secure", "codewhisperer", "console",
        "dicom-medical-imaging", "ec2messages",
        "ecr.dkr", "ecs-agent", "ecs-telemetry", "eks-proxy", "elasticbeanstalk-health", "email-smtp", "emr-serverless-services.livy",
        "emr-serverless.dashboard",
        "emrwal.prod", "execute-api", "experiments", "git-codecommit", "glue.dashboard", "grafana-workspace", "guardduty-data",
        "highlander", "iot.credentials",
        "iot.tunneling.data", "iotroborunner", "ivs.contribute", "lookoutvision", "lorawan.cups", "lorawan.lns", "mail-manager-smtp.auth",
        "mail-manager-smtp.open",
        "managedblockchain.bitcoin.mainnet", "managedblockchain.bitcoin.testnet", "networkflowmonitorreports", "notebook", "partner-app",
        "pipes-data", "q",
        "quicksight-website", "s3-global.accesspoint", "s3express", "sagemaker-data-science-assistant", "service.user-subscriptions",
        "ssmmessages",
        "streaming-rekognition", "studio", "transcribestreaming", "transfer.server", "transform", "transform-custom",
    ];

    [Fact]
    public void Every_client_that_the_table_names_is_one_of_the_SDK() => Assert.Empty(Rules().UnknownClients);

    [Fact]
    public void Every_service_has_a_client_or_is_known_to_have_none() =>
        Assert.Equal(WithoutClient, ServiceCatalog.Services.Where(s => s.SdkNames.Count == 0).Select(s => s.Code));

    [Fact]
    public void Every_name_of_the_rules_is_in_the_table_with_its_variant()
    {
        var byClient = ServiceCatalog.Services.SelectMany(s => s.SdkNames.Select(sdk => (sdk, s.Code)))
            .ToLookup(p => p.sdk, p => p.Code, StringComparer.Ordinal);
        var hosts = new Dictionary<(string, string), List<ServiceHost>>();
        var missing = new List<string>();
        foreach (var name in Rules().Names.Where(n => !WithoutEndpoint.Contains($"{n.Client}:{n.Prefix}")))
        {
            if (!hosts.TryGetValue((name.Client, name.Region), out var known))
                hosts[(name.Client, name.Region)] = known =
                    [.. byClient[name.Client].SelectMany(code => ServiceCatalog.HostsOf(code, name.Region))];
            // A dual-stack name that is asked anyway is listed once, as what it is asked as.
            if (!known.Any(h => h.Text == name.Host && h.Name.IsFips == name.IsFips
                && (h.Name.IsDualStack == name.IsDualStack || !h.Name.IsDualStack)))
                missing.Add(name.ToString());
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_name_of_the_table_that_cites_no_client_of_its_own_is_one_that_the_rules_give()
    {
        var rules = Rules();
        var given = rules.Names.GroupBy(n => (n.Client, n.Region))
            .ToDictionary(g => g.Key, g => g.Select(n => n.Host).ToHashSet(StringComparer.Ordinal));
        var common = ServiceCatalog.Find("sqs")!.Names.Where(n => n.Form == NameForm.Regional).Select(n => n.AskedBy).ToHashSet();
        Assert.Equal(4, common.Count);
        foreach (var service in ServiceCatalog.Services)
            foreach (var region in rules.Regions)
                foreach (var host in ServiceCatalog.HostsOf(service.Code, region).Where(h => common.Contains(h.Name.AskedBy)))
                    Assert.True(
                        service.SdkNames.Any(sdk => given.TryGetValue((sdk, region), out var names) && names.Contains(host.Text)),
                        $"{service.Code} in {region}: {host.Text} is given by no rule");
    }

    [Fact]
    public void The_default_name_of_a_service_is_what_its_client_asks()
    {
        var plain = Rules().Names.Where(n => n is { Prefix: "", IsFips: false, IsDualStack: false })
            .ToLookup(n => (n.Client, n.Region), n => n.Host);
        foreach (var service in ServiceCatalog.Services)
            foreach (var region in Rules().Regions)
            {
                var asked = service.SdkNames.SelectMany(sdk => plain[(sdk, region)]).Distinct().ToList();
                if (asked.Count > 0 && ServiceCatalog.DefaultHostOf(service.Code, region) is { } host)
                    Assert.True(asked.Contains(host) || OfOperations.Contains(service.Code),
                        $"{service.Code} in {region}: {host} and not {string.Join(" or ", asked)}");
            }
    }

    [Fact]
    public void The_partitions_are_those_of_the_SDK()
    {
        var expected = Rules().Partitions.EnumerateArray().Select(p => (
            p.GetProperty("id").GetString(), p.GetProperty("dnsSuffix").GetString(), p.GetProperty("dualStackDnsSuffix").GetString(),
            p.GetProperty("implicitGlobalRegion").GetString()));
        Assert.Equal(expected, ServiceCatalog.Partitions.Select(p =>
            ((string?)p.Id, (string?)p.DnsSuffix, (string?)p.DualStackDnsSuffix, (string?)p.GlobalRegion)));
        foreach (var partition in Rules().Partitions.EnumerateArray())
            foreach (var region in partition.GetProperty("regions").EnumerateArray().Select(r => r.GetString()!))
                Assert.Equal(partition.GetProperty("id").GetString(), ServiceCatalog.PartitionOf(region).Id);
    }

    [Fact]
    public void The_global_name_of_sts_is_asked_where_the_legacy_setting_says() =>
        AssertAsked("sts", Rules().Special("sts"), h => h.Name.Form == NameForm.Global, "sts.amazonaws.com");

    [Fact]
    public void The_global_name_of_s3_is_asked_by_default_in_us_east_1_alone()
    {
        AssertAsked("s3", Rules().Special("s3"), h => h.Name is { Form: NameForm.Global, Use: NameUse.Default } && !h.HasVariables,
            "s3.amazonaws.com");
        foreach (var (region, name) in Rules().Special("s3-bucket-global"))
            Assert.Equal(name == "example.s3.amazonaws.com", ServiceCatalog.HostsOf("s3", region)
                .Any(h => h is { Text: "{bucket}.s3.amazonaws.com", Name.Use: NameUse.Default }));
        Assert.Equal("s3.amazonaws.com", Rules().WhenNothingIsSet("s3"));
    }

    [Theory]
    [InlineData("sqs", "sqs")]
    [InlineData("elasticmapreduce", "elasticmapreduce")]
    [InlineData("rds", "rds")]
    public void Legacy_names_are_those_that_the_SDK_had(string code, string client)
    {
        var legacy = Rules().Legacy(client);
        foreach (var region in Rules().Regions)
        {
            var expected = legacy.TryGetValue(region, out var name) && name != ServiceCatalog.DefaultHostOf(code, region) ? name : null;
            Assert.Equal(expected, ServiceCatalog.HostsOf(code, region).SingleOrDefault(h => h.Name.Form == NameForm.Legacy)?.Text);
        }
    }

    [Fact]
    public void Account_based_names_are_asked_where_the_rules_give_them()
    {
        AssertAccountBased("dynamodb", Rules().Special("dynamodb"), ".ddb.");
        AssertAccountBased("kinesis-streams", Rules().Special("kinesis"), ".data-kinesis.");
        AssertAccountBased("s3", Rules().Special("s3-control"), ".s3-control.");
    }

    [Fact]
    public void Bucket_names_are_those_of_the_rules()
    {
        foreach (var (region, name) in Rules().Special("s3-bucket"))
            Assert.Contains(ServiceCatalog.HostsOf("s3", region), h => h.Text.Replace("{bucket}", "example") == name
                && h.Name.Use == NameUse.Default);
        foreach (var (region, name) in Rules().Special("s3-bucket-dual-stack"))
            Assert.Contains(ServiceCatalog.HostsOf("s3", region), h => h.Text.Replace("{bucket}", "example") == name && h.Name.IsDualStack);
        Assert.Contains(
            ServiceCatalog.HostsOf("s3express", "us-east-1"),
            h => h.Text.Replace("{bucket}", "example--use1-az4--x-s3").Replace("{zone}", "use1-az4") == Rules()
                .Special("s3express")["us-east-1"]);
    }

    private static void AssertAsked(string code, Dictionary<string, string> asked, Func<ServiceHost, bool> isIt, string name)
    {
        foreach (var (region, given) in asked)
            Assert.Equal(given == name, ServiceCatalog.HostsOf(code, region).Any(h => isIt(h) && h.Text == name));
    }

    private static void AssertAccountBased(string code, Dictionary<string, string> asked, string mark)
    {
        foreach (var (region, given) in asked)
        {
            var host = ServiceCatalog.HostsOf(code, region, "111122223333")
                .FirstOrDefault(h => h.Name.Form == NameForm.Account && h.Text.Contains(mark));
            Assert.Equal(given.Contains(mark) ? given : null, host?.Text);
        }
    }

    private static Botocore Rules()
    {
        Assert.SkipWhen(Botocore.SkipReason is not null, Botocore.SkipReason ?? "");
        return Botocore.Installed!;
    }
}
