using System.Text;
using VpceTools.Findings;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>Whatever a file holds, there is a clear error or a diagnosis in which nothing passes that was not seen.</summary>
public sealed class HostilePlanTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plans").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("CodeInvalid", "")]
    [InlineData("CodeInvalid", "{")]
    [InlineData("CodeFormatUnsupported", "resource \"aws_vpc\" \"x\" {}")]
    [InlineData("CodeFormatUnsupported", "PK\u0003\u0004")]
    [InlineData("CodeFormatUnsupported", "[]")]
    [InlineData("CodeFormatUnsupported", "{}")]
    [InlineData("CodeFormatUnsupported", """{"version":4,"serial":1,"lineage":"x","resources":[]}""")]
    [InlineData("CodeFormatUnsupported", """{"format_version":"2.0","resource_changes":[]}""")]
    [InlineData("CodeFormatUnsupported", """{"format_version":"1.0","values":{}}""")]
    [InlineData("CodeFormatUnsupported", """{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}""")]
    [InlineData("CodeInvalid", """{"format_version":"1.2","resource_changes":[],"errored":true}""")]
    public void What_is_no_plan_is_refused(string errorId, string content)
    {
        var message = Refusal.Of(errorId, File(content));
        Assert.DoesNotContain("   at ", message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_its_own() => Refusal.Of("CodeNotFound", Path.Combine(_folder, "none.json"));

    [Theory]
    [InlineData("""{"format_version":"1.9","resource_changes":[]}""")]
    [InlineData("""{"format_version":"0.1","resource_changes":null,"configuration":{}}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":{"a":1},"configuration":[1],"prior_state":"x","variables":7}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[1,null,{"address":1},{"address":"a","type":"aws_vpc","name":"a","change":[]}]}""")]
    public void Odd_shapes_are_a_plan_without_endpoints(string content) => Assert.Empty(PlanDiagnosis.OfPlan(File(content)).Results);

    [Fact]
    public void Values_of_a_wrong_type_pass_nothing()
    {
        var plan = Plan("""
            {"vpc_id":{"a":1},"service_name":["x"],"vpc_endpoint_type":"Interface","subnet_ids":"subnet-1","security_group_ids":{},
             "policy":[true],"private_dns_enabled":"perhaps"}
            """);

        Assert.DoesNotContain(PlanDiagnosis.OfPlan(plan).Results, r => r.Status == CheckStatus.Passed);
    }

    [Fact]
    public void An_id_that_AWS_cannot_have_given_is_not_read()
    {
        var diagnosis = PlanDiagnosis.OfPlan(Plan("""{"vpc_id":"vpc-1; rm -rf /","service_name":"x","vpc_endpoint_type":"Interface"}"""));

        Assert.Empty(diagnosis.Results);
        Assert.Contains(diagnosis.Networks[0].Remarks, remark => remark.Contains("which is not an id such as vpc-"));
    }

    [Fact]
    public void Circles_of_references_end()
    {
        var path = File("""
            {"format_version":"1.2",
             "resource_changes":[{"address":"module.m.aws_vpc_endpoint.e","module_address":"module.m","mode":"managed","type":"aws_vpc_endpoint",
               "name":"e","change":{"actions":["create"],"before":null,"after":{"vpc_endpoint_type":"Interface"},
               "after_unknown":{"vpc_id":true,"subnet_ids":true,"policy":true}}}],
             "configuration":{"root_module":{"module_calls":{"m":{"expressions":{"a":{"references":["module.m.o","module.m"]}},
               "module":{"outputs":{"o":{"expression":{"references":["var.a"]}}},
               "resources":[{"address":"aws_vpc_endpoint.e","expressions":{"vpc_id":{"references":["var.a"]},
                 "subnet_ids":{"references":["var.a"]},"policy":{"references":["var.a"]}}}]}}}}}}
            """);

        Assert.DoesNotContain(PlanDiagnosis.OfPlan(path).Results, r => r.Check == "SubnetCoverage" && r.Status != CheckStatus.Unknown);
    }

    /// <summary>Each way through these circles would branch into ten: there are more of them than there is time.</summary>
    [Fact]
    public void Circles_that_branch_end()
    {
        var names = Enumerable.Range(0, 10).ToList();
        var outputs = string.Join(",", names.Select(n => $"\"module.m.o{n}\""));
        var arguments = string.Join(",", names.Select(n => $"\"a{n}\":{{\"references\":[{outputs}]}}"));
        var inner = string.Join(",", names.Select(n => $"\"o{n}\":{{\"expression\":{{\"references\":["
            + string.Join(",", names.Select(v => $"\"var.a{v}\"")) + "]}}"));
        var path = File("""
            {"format_version":"1.2",
             "resource_changes":[{"address":"module.m.aws_vpc_endpoint.e","module_address":"module.m","mode":"managed","type":"aws_vpc_endpoint",
               "name":"e","change":{"actions":["create"],"before":null,"after":{"vpc_endpoint_type":"Interface"},
               "after_unknown":{"vpc_id":true,"subnet_ids":true,"private_dns_enabled":true,"policy":true}}}],
             "configuration":{"root_module":{"module_calls":{"m":{"expressions":{ARGUMENTS},
               "module":{"outputs":{OUTPUTS},
               "resources":[{"address":"aws_vpc_endpoint.e","expressions":{"vpc_id":{"references":["var.a0"]},"policy":{"references":["var.a1"]},
                 "subnet_ids":{"references":["var.a0"]},"private_dns_enabled":{"references":["var.a2"]}}}]}}}}}}
            """.Replace("ARGUMENTS", arguments, StringComparison.Ordinal).Replace("OUTPUTS", inner, StringComparison.Ordinal));

        Assert.DoesNotContain(PlanDiagnosis.OfPlan(path).Results, r => r.Check == "SubnetCoverage" && r.Status != CheckStatus.Unknown);
    }

    [Theory]
    [InlineData("\"module_address\":\"MODULES\",")]
    [InlineData("")]
    public void Modules_that_lie_too_deep_in_each_other_are_a_clear_error(string told)
    {
        var modules = string.Join(".", Enumerable.Repeat("module.m", 100_000));
        Refusal.Of("CodeInvalid", File("""
            {"format_version":"1.2","resource_changes":[{"address":"MODULES.aws_vpc.v",TOLD"mode":"managed","type":"aws_vpc","name":"v",
              "change":{"actions":["create"],"before":null,"after":{"cidr_block":"10.0.0.0/16"},"after_unknown":{"id":true}}}]}
            """.Replace("TOLD", told, StringComparison.Ordinal).Replace("MODULES", modules, StringComparison.Ordinal)));
    }

    /// <summary>The grammar of JSON lets half a character pass, as a text and as a name.</summary>
    [Theory]
    [InlineData("""{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":{"module_calls":{"\ud800":{}}}}}""")]
    [InlineData("""{"format_version":"1.2","resource_changes":[{"address":"a","type":"aws_vpc","name":"\uDC00","change":{"actions":["create"]}}]}""")]
    [InlineData("""{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":{"resources":[{"address":"aws_vpc.v","expressions":{"x":{"references":["\ud83d"]}}}]}}}""")]
    public void Half_a_character_is_a_clear_error(string content) => Refusal.Of("CodeInvalid", File(content));

    [Fact]
    public void Bytes_that_are_no_text_are_a_clear_error()
    {
        var path = File("");
        System.IO.File.WriteAllBytes(path, [.. "{\"format_version\":\"1.2\",\"resource_changes\":[\""u8, 0xFF, 0xFE, 0xC0, .. "\"]}"u8]);
        Refusal.Of("CodeInvalid", path);
    }

    /// <summary>Two resources of one address, or with one id, are one.</summary>
    [Fact]
    public void Addresses_and_ids_that_stand_there_twice_are_read_once()
    {
        const string Vpc = """{"address":"ADDRESS","mode":"managed","type":"aws_vpc","name":"v","change":{"actions":["no-op"],"before":{"id":"vpc-0123456789abcdef0"},"after":{"id":"vpc-0123456789abcdef0","cidr_block":"10.0.0.0/16"},"after_unknown":{}}}""";
        var path = File("{\"format_version\":\"1.2\",\"resource_changes\":[" + string.Join(",",
            new[] { "aws_vpc.v", "aws_vpc.v", "aws_vpc.w" }.Select(address => Vpc.Replace("ADDRESS", address, StringComparison.Ordinal))) + "]}");

        Assert.Single(PlanDiagnosis.OfPlan(path).Networks.Single().Vpcs);
    }

    /// <summary>Whatever one part of a plan is replaced by, there is a diagnosis or one clear error.</summary>
    [Theory]
    [InlineData("deny-only")]
    [InlineData("gateway-tables")]
    public void Every_mutation_of_a_plan_is_judged_or_refused(string plan)
    {
        var text = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "plans", plan, "plan.json"));
        string[] others = ["null", "7", "true", "\"x\"", "[]", "{}", "[[]]", "{\"references\":7}", "\"vpc-0123456789abcdef0\"", "-1e400"];
        var count = System.Text.Json.Nodes.JsonNode.Parse(text)! is var parsed ? Places(parsed).Count() : 0;
        Assert.True(count > 500, $"{count}");
        // Each place meets one of what can take it.
        for (var i = 0; i < count; i += 13)
        {
            var root = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            Places(root).ElementAt(i).Replace(System.Text.Json.Nodes.JsonNode.Parse(others[i % others.Length]));
            try
            {
                foreach (var result in PlanDiagnosis.OfPlan(File(root.ToJsonString())).Results)
                    Assert.NotNull(result.Message);
            }
            catch (VpceTools.Sources.NetworkSourceException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<(string Name, Action<System.Text.Json.Nodes.JsonNode?> Replace)> Places(System.Text.Json.Nodes.JsonNode? node)
    {
        if (node is System.Text.Json.Nodes.JsonObject members)
            foreach (var (name, value) in members.ToList())
            {
                yield return (name, other => members[name] = other);
                foreach (var place in Places(value))
                    yield return place;
            }
        else if (node is System.Text.Json.Nodes.JsonArray items)
            for (var i = 0; i < items.Count; i++)
            {
                var at = i;
                yield return ("", other => items[at] = other);
                foreach (var place in Places(items[i]))
                    yield return place;
            }
    }

    [Fact]
    public void Deep_nesting_is_a_clear_error()
    {
        var depth = 5000;
        Refusal.Of("CodeInvalid", File("""{"format_version":"1.2","resource_changes":[],"configuration":"""
            + string.Concat(Enumerable.Repeat("{\"root_module\":", depth)) + "1" + new string('}', depth + 1)));
    }

    [Fact]
    public void Secrets_are_in_no_text()
    {
        const string Secret = "S3cretValue";
        var path = File("""
            {"format_version":"1.2","variables":{"password":{"value":"SECRET"}},
             "resource_changes":[{"address":"aws_vpc_endpoint.e","mode":"managed","type":"aws_vpc_endpoint","name":"e",
               "change":{"actions":["create"],"before":null,"after":{"vpc_endpoint_type":"Interface","service_name":"com.amazonaws.us-east-1.sqs",
                 "policy":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"SECRET\",\"Resource\":\"*\"}]}"},
               "after_sensitive":{"policy":true},"after_unknown":{}}}]}
            """.Replace("SECRET", Secret, StringComparison.Ordinal));
        var diagnosis = PlanDiagnosis.OfPlan(path);

        Assert.Equal(CheckStatus.Unknown, diagnosis["aws_vpc_endpoint.e", "EndpointPolicy"].Status);
        Assert.Contains("sensitive", diagnosis["aws_vpc_endpoint.e", "EndpointPolicy"].Message);
        Assert.DoesNotContain(diagnosis.Results, r => r.Message.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, TerraformTestFile.Of(path));
    }

    [Fact]
    public void A_part_of_a_plan_passes_nothing_that_the_rest_may_break()
    {
        var whole = Path.Combine(Repository.Root, "plans", "healthy", "plan.json");
        var part = File(System.IO.File.ReadAllText(whole).Replace("\"complete\":true", "\"complete\":false", StringComparison.Ordinal));

        Assert.Equal(CheckStatus.Passed, PlanDiagnosis.OfPlan(whole)["aws_vpc_endpoint.secrets", "SecurityGroupIngress"].Status);
        var diagnosis = PlanDiagnosis.OfPlan(part);
        Assert.Equal(CheckStatus.Unknown, diagnosis["aws_vpc_endpoint.secrets", "SecurityGroupIngress"].Status);
        Assert.Contains(diagnosis.Networks[0].Remarks, remark => remark.Contains("complete: false"));
    }

    [Fact]
    public void A_run_of_another_configuration_is_refused()
    {
        var run = File("""{"test_state":{"root_module":{"resources":[{"address":"aws_vpc.other","type":"aws_vpc","name":"other","values":{"id":"x"}}]}}}""");
        Refusal.Of("GraphInvalid", Path.Combine(Repository.Root, "plans", "healthy", "plan.json"), graph: run);
        Refusal.Of("GraphInvalid", Path.Combine(Repository.Root, "plans", "healthy", "plan.json"), graph: File("{}"));
        Refusal.Of("GraphInvalid", Path.Combine(Repository.Root, "plans", "healthy", "plan.json"), graph: File("no JSON"));
    }

    [Fact]
    public void Ten_thousand_resources_are_read_and_judged()
    {
        var text = new StringBuilder("{\"format_version\":\"1.2\",\"resource_changes\":[");
        Change(text, "aws_vpc.v", "aws_vpc", "v", """{"cidr_block":"10.0.0.0/8","enable_dns_support":true}""", """{"id":true}""")
            .Append(',');
        for (var i = 0; i < 5000; i++)
        {
            Change(text, $"aws_subnet.s[{i}]", "aws_subnet", "s",
                $$"""{"cidr_block":"10.{{i / 250}}.{{i % 250}}.0/24","availability_zone":"us-east-1{{(char)('a' + (i % 3))}}"}""",
                """{"id":true,"vpc_id":true}""", i).Append(',');
            Change(text, $"aws_security_group.g[{i}]", "aws_security_group", "g", $$"""{"name":"g{{i}}","ingress":[],"egress":[]}""",
                """{"id":true,"vpc_id":true}""", i).Append(',');
        }

        text.Length--;
        const string OfVpc = "\"expressions\":{\"vpc_id\":{\"references\":[\"aws_vpc.v.id\",\"aws_vpc.v\"]}}";
        text.Append("],\"configuration\":{\"root_module\":{\"resources\":[{\"address\":\"aws_subnet.s\"," + OfVpc
            + "},{\"address\":\"aws_security_group.g\"," + OfVpc + "}]}}}");

        var network = Assert.Single(PlanDiagnosis.OfPlan(File(text.ToString())).Networks);

        Assert.Equal((5000, 5001), (network.Subnets.Count, network.SecurityGroups.Count));
        Assert.All(network.Subnets, subnet => Assert.Equal(network.Vpcs[0].Id, subnet.VpcId));
    }

    private static StringBuilder Change(StringBuilder text, string address, string type, string name, string after, string unknown,
        int? index = null) =>
        text.Append("{\"address\":\"").Append(address).Append("\",\"mode\":\"managed\",\"type\":\"").Append(type).Append("\",\"name\":\"")
            .Append(name).Append('"').Append(index is null ? "" : ",\"index\":" + index)
            .Append(",\"change\":{\"actions\":[\"create\"],\"before\":null,\"after\":").Append(after)
            .Append(",\"after_unknown\":").Append(unknown).Append("}}");

    private string Plan(string after) => File("""
        {"format_version":"1.2","resource_changes":[{"address":"aws_vpc_endpoint.e","mode":"managed","type":"aws_vpc_endpoint","name":"e",
          "change":{"actions":["create"],"before":null,"after":AFTER,"after_unknown":{}}}]}
        """.Replace("AFTER", after, StringComparison.Ordinal));

    private string File(string content)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.json");
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
