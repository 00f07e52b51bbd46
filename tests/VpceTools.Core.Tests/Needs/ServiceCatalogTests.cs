using CsCheck;
using VpceTools.Model;
using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

public sealed class ServiceCatalogTests
{
    private static readonly string[] Variables =
    [
        "region", "globalRegion", "dnsSuffix", "dualStackDnsSuffix", "account", "bucket", "accesspoint", "api", "application", "cell",
        "cluster", "domain", "endpoint",
        "function", "globalendpoint", "graph", "notebook", "prefix", "server", "shard", "workspace", "zone",
    ];

    private static readonly string[] SomeRegions =
        ["us-east-1", "eu-central-1", "ap-southeast-7", "us-gov-west-1", "us-gov-east-1", "cn-north-1", "cn-northwest-1", "eusc-de-east-1",
            "us-iso-east-1", "us-isob-east-1"];

    [Theory]
    [InlineData("sqs", "us-east-1", "sqs.us-east-1.amazonaws.com")]
    [InlineData("sqs", "cn-north-1", "sqs.cn-north-1.amazonaws.com.cn")]
    [InlineData("sqs", "us-iso-east-1", "sqs.us-iso-east-1.c2s.ic.gov")]
    [InlineData("sqs", "us-isob-east-1", "sqs.us-isob-east-1.sc2s.sgov.gov")]
    [InlineData("sqs", "eusc-de-east-1", "sqs.eusc-de-east-1.amazonaws.eu")]
    [InlineData("ecr.api", "eu-west-1", "api.ecr.eu-west-1.amazonaws.com")]
    [InlineData("monitoring", "eu-west-1", "monitoring.eu-west-1.amazonaws.com")]
    [InlineData("kinesis-streams", "eu-west-1", "kinesis.eu-west-1.amazonaws.com")]
    [InlineData("eks-auth", "eu-west-1", "eks-auth.eu-west-1.api.aws")]
    [InlineData("iam", "eu-west-1", "iam.amazonaws.com")]
    [InlineData("iam", "us-gov-west-1", "iam.us-gov.amazonaws.com")]
    [InlineData("route53", "us-gov-east-1", "route53.us-gov.amazonaws.com")]
    [InlineData("organizations", "ap-southeast-2", "organizations.us-east-1.amazonaws.com")]
    [InlineData("sts", "eu-west-1", "sts.eu-west-1.amazonaws.com")]
    [InlineData("s3", "us-east-1", "s3.us-east-1.amazonaws.com")]
    [InlineData("ssmmessages", "us-east-1", "ssmmessages.us-east-1.amazonaws.com")]
    [InlineData("data-servicediscovery", "us-east-1", "data-servicediscovery.us-east-1.amazonaws.com")]
    [InlineData("sync-states", "us-east-1", "sync-states.us-east-1.amazonaws.com")]
    [InlineData("console", "us-east-1", null)]
    [InlineData("no-such-service", "us-east-1", null)]
    public void DefaultHostOf_gives_what_current_SDKs_ask(string code, string region, string? expected) =>
        Assert.Equal(expected, ServiceCatalog.DefaultHostOf(code, region));

    // https://docs.aws.amazon.com/general/latest/gr/rande.html#FIPS-endpoints: in GovCloud the common name is the FIPS one for many
    // services, and not for all.
    [Theory]
    [InlineData("sqs", "us-east-1", "sqs-fips.us-east-1.amazonaws.com")]
    [InlineData("sqs", "us-gov-west-1", "sqs.us-gov-west-1.amazonaws.com")]
    [InlineData("secretsmanager", "us-gov-west-1", "secretsmanager-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("eks", "us-east-1", "fips.eks.us-east-1.amazonaws.com")]
    [InlineData("route53", "us-east-1", "route53-fips.amazonaws.com")]
    public void HostsOf_tells_the_FIPS_name(string code, string region, string expected) =>
        Assert.Equal([expected], ServiceCatalog.HostsOf(code, region).Where(h => h.Name is { IsFips: true, IsDualStack: false })
            .Select(h => h.Text));

    [Fact]
    public void HostsOf_lists_what_is_asked_without_being_told_first()
    {
        var uses = ServiceCatalog.HostsOf("s3", "us-east-1").Select(h => h.Name.Use).ToList();
        Assert.Equal(uses.Order(), uses);
        Assert.Contains(NameUse.Explicit, uses);
    }

    [Theory]
    [InlineData("sts", "sts.amazonaws.com", "us-east-1", NameUse.Default)]
    [InlineData("sts", "sts.amazonaws.com", "ap-southeast-4", null)]
    [InlineData("sqs", "queue.amazonaws.com", "us-east-1", NameUse.Default)]
    [InlineData("sqs", "eu-west-1.queue.amazonaws.com", "eu-west-1", NameUse.Default)]
    [InlineData("s3", "s3.amazonaws.com", "us-east-1", NameUse.Default)]
    [InlineData("s3", "s3.amazonaws.com", "eu-west-1", NameUse.Explicit)]
    [InlineData("s3", "s3.dualstack.eu-west-1.amazonaws.com", "eu-west-1", NameUse.Setting)]
    [InlineData("s3", "al2023-repos-eu-west-1-de612dc2.s3.dualstack.eu-west-1.amazonaws.com", "eu-west-1", NameUse.Default)]
    [InlineData("dynamodb", "111122223333.ddb.eu-west-1.amazonaws.com", "eu-west-1", NameUse.Default)]
    [InlineData("dynamodb", "111122223333.ddb.cn-north-1.amazonaws.com.cn", "cn-north-1", null)]
    [InlineData("kinesis-streams", "111122223333.control-kinesis.eu-west-1.amazonaws.com", "eu-west-1", NameUse.Default)]
    [InlineData("logs", "logs.eu-west-1.api.aws", "eu-west-1", NameUse.Setting)]
    [InlineData("ecr.dkr", "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "eu-west-1", NameUse.Default)]
    [InlineData("ecr.dkr", "111122223333.dkr-ecr.eu-west-1.on.aws", "eu-west-1", NameUse.Explicit)]
    public void HostsOf_tells_how_clients_come_to_ask_a_name(string code, string host, string region, NameUse? expected) =>
        Assert.Equal(expected, ServiceCatalog.HostsOf(code, region, "111122223333").FirstOrDefault(h => h.Text == host)?.Name.Use);

    [Theory]
    [InlineData("sqs.eu-west-1.amazonaws.com", "sqs", "eu-west-1")]
    [InlineData("SQS.EU-WEST-1.AMAZONAWS.COM.", "sqs", "eu-west-1")]
    [InlineData("sts.amazonaws.com", "sts", null)]
    [InlineData("queue.amazonaws.com", "sqs", "us-east-1")]
    [InlineData("my.bucket.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1")]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com", "ecr.dkr", "eu-west-1")]
    [InlineData("abc123.execute-api.eu-west-1.amazonaws.com", "execute-api", "eu-west-1")]
    [InlineData("ingest-cell2.timestream.eu-west-1.amazonaws.com", "timestream.ingest-cell", "eu-west-1")]
    [InlineData("s3express-use1-az4.us-east-1.amazonaws.com", "s3express", "us-east-1")]
    [InlineData("shop.auth.eu-west-1.amazoncognito.com", "cognito-idp", "eu-west-1")]
    [InlineData("abc.lambda-url.eu-west-1.on.aws", "lambda", "eu-west-1")]
    [InlineData("sqs.cn-north-1.amazonaws.com.cn", "sqs", "cn-north-1")]
    [InlineData("iam.amazonaws.com", "iam", null)]
    [InlineData("ecs-a-3.eu-west-1.amazonaws.com", "ecs-agent", "eu-west-1")]
    public void WhoIs_finds_the_service_of_a_name(string host, string code, string? region)
    {
        var found = ServiceCatalog.WhoIs(host);
        Assert.Contains(found, h => h.Service.Code == code && h.Region == region);
        Assert.Single(found.Select(h => h.Service.Code).Distinct());
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("sqs.eu-west-1.amazonaws.com.cn")]
    [InlineData("sqs.cn-north-1.amazonaws.com")]
    [InlineData("amazonaws.com")]
    [InlineData("")]
    [InlineData("vpce-0123456789abcdef0-abcdefgh.sqs.eu-west-1.vpce.amazonaws.com")]
    public void WhoIs_finds_nothing_for_what_is_no_name_of_a_service(string host) => Assert.Empty(ServiceCatalog.WhoIs(host));

    [Fact]
    public void WhoIs_finds_every_name_that_HostsOf_gives() =>
        Gen.Select(Gen.Int[0, ServiceCatalog.Services.Count - 1].Select(at => ServiceCatalog.Services[at]),
            Gen.Int[0, SomeRegions.Length - 1].Select(at => SomeRegions[at]), Gen.Int[0, 100])
            .Sample((service, region, index) =>
            {
                var hosts = ServiceCatalog.HostsOf(service.Code, region, "111122223333");
                if (hosts.Count == 0)
                    return;
                var host = hosts[index % hosts.Count];
                var text = Template.VariablesOf(host.Text).Aggregate(host.Text, (name, variable) => name.Replace($"{{{variable}}}", "x1"));
                Assert.Contains(ServiceCatalog.WhoIs(text), h => h.Service.Code == service.Code && h.Name == host.Name
                    && (h.Region == region || h.Region is null));
            }, iter: 1_000);

    [Theory]
    [InlineData("sqs", "us-east-1", false, "com.amazonaws.us-east-1.sqs")]
    [InlineData("sqs", "us-east-1", true, "com.amazonaws.us-east-1.sqs-fips")]
    [InlineData("sns", "us-east-1", true, "")]
    [InlineData("iam", "us-east-1", false, "com.amazonaws.iam")]
    [InlineData("s3-global.accesspoint", "us-east-1", false, "com.amazonaws.s3-global.accesspoint")]
    [InlineData("notebook", "us-east-1", false, "aws.sagemaker.us-east-1.notebook")]
    [InlineData("kendra-ranking", "us-east-1", false, "aws.api.us-east-1.kendra-ranking")]
    [InlineData("iot.api", "us-east-1", true, "com.amazonaws.us-east-1.iot-fips.api")]
    [InlineData("ec2", "cn-north-1", false, "cn.com.amazonaws.cn-north-1.ec2, com.amazonaws.cn-north-1.ec2")]
    [InlineData("ec2", "us-iso-east-1", false, "com.amazonaws.us-iso-east-1.ec2, gov.ic.c2s.us-iso-east-1.ec2")]
    [InlineData("ecr.dkr", "eusc-de-east-1", false, "com.amazonaws.eusc-de-east-1.ecr.dkr, eu.amazonaws.eusc-de-east-1.ecr.dkr")]
    public void ServiceNamesIn_gives_what_endpoint_services_can_be_called(string code, string region, bool fips, string expected) =>
        Assert.Equal(expected, ServiceCatalog.Find(code)!.ServiceNamesIn(region, ServiceCatalog.PartitionOf(region), fips).ToString());

    [Theory]
    [InlineData("s3", "Gateway, Interface")]
    [InlineData("dynamodb", "Gateway, Interface")]
    [InlineData("s3express", "Gateway")]
    [InlineData("sqs", "Interface")]
    public void Types_tell_what_endpoints_there_are(string code, string expected) =>
        Assert.Equal(expected, ServiceCatalog.Find(code)!.Types.ToString());

    // The pages are those of the services in the file.
    [Theory]
    [InlineData("sqs", "443")]
    [InlineData("athena", "443, 444")]
    [InlineData("cassandra", "9142")]
    [InlineData("email-smtp", "587, 465, 2587, 2465, 25")]
    [InlineData("iot.data", "443, 8443, 8883")]
    public void Ports_are_those_that_AWS_documents(string code, string expected) =>
        Assert.Equal(expected, ServiceCatalog.Find(code)!.Ports.ToString());

    [Fact]
    public void Advice_names_the_Region()
    {
        var host = ServiceCatalog.HostsOf("sqs", "eu-west-1").Single(h => h.Name.Form == NameForm.Legacy);
        Assert.Contains("sqs.eu-west-1.amazonaws.com", host.Advice);
        Assert.DoesNotContain("{", host.Advice);
    }

    [Fact]
    public void What_no_endpoint_answers_is_said_with_the_page()
    {
        foreach (var (code, part) in new[] { ("lambda", "lambda-url"), ("cognito-idp", "amazoncognito"),
            ("ecr-public.api", "public.ecr.aws") })
        {
            var name = ServiceCatalog.Find(code)!.Names.Single(n => n.Pattern.Contains(part));
            Assert.Equal([EndpointType.Interface], name.NotAnsweredBy);
            Assert.All(name.AskedBy, client => Assert.Equal("docs.aws.amazon.com", client.Page.Host));
        }
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#privatelink-limitations
    [Fact]
    public void Interface_endpoints_for_s3_do_not_answer_FIPS_and_legacy_names()
    {
        var names = ServiceCatalog.Find("s3")!.Names;
        Assert.All(names.Where(n => n.IsFips || n.Form == NameForm.Legacy || n.Form == NameForm.Global), n =>
            Assert.Equal([EndpointType.Interface], n.NotAnsweredBy));
        Assert.DoesNotContain(names, n => n.NotAnsweredBy.Contains(EndpointType.Gateway));
    }

    [Fact]
    public void Private_DNS_that_takes_public_APIs_away_is_said()
    {
        Assert.Contains("403", ServiceCatalog.Find("execute-api")!.Names[0].Capture);
        Assert.NotNull(ServiceCatalog.Find("appsync-api")!.Names[0].Capture);
        Assert.Equal(2, ServiceCatalog.Services.Count(s => s.Names.Any(n => n.Capture is not null)));
    }

    [Fact]
    public void Codes_names_and_places_are_well_formed()
    {
        Assert.Equal(ServiceCatalog.Services.Select(s => s.Code).Order(StringComparer.Ordinal),
            ServiceCatalog.Services.Select(s => s.Code));
        foreach (var service in ServiceCatalog.Services)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in service.Names)
            {
                Assert.Subset(Variables.ToHashSet(), Template.VariablesOf(name.Pattern).ToHashSet());
                Assert.Equal(name.Pattern.Count(c => c == '{'), name.Pattern.Count(c => c == '}'));
                Assert.All(name.In.Concat(name.NotIn), place =>
                    Assert.True(AwsRegion.IsName(place) || ServiceCatalog.Partitions.Any(p => p.Id == place), place));
                Assert.True(seen.Add($"{name.Pattern} {name.IsFips} {name.IsDualStack} {name.Use} {name.In} {name.NotIn}"),
                    $"{service.Code}: {name.Pattern} is there twice");
                Assert.NotEmpty(name.AskedBy);
            }
        }
    }

    [Fact]
    public void A_code_of_a_FIPS_endpoint_is_no_code_of_a_common_one() =>
        Assert.DoesNotContain(ServiceCatalog.Services.Select(s => s.FipsCode).OfType<string>(), code =>
            ServiceCatalog.Find(code) is not null);
}
