using System.Globalization;
using System.Text.Json.Nodes;

namespace VpceTools.Benchmarks;

/// <summary>
/// Code of any size: VPCs of a hundred resources each, with six subnets, three route tables, ten groups with two rules, forty-nine
/// workloads and five endpoints; as a plan, whose references lead through modules, and as stacks.
/// </summary>
internal static class CodeWorld
{
    private const int Groups = 10;
    private const int Workloads = 49;
    private static readonly string[] Services = ["sqs", "sns", "kms", "ssm"];

    /// <summary>The output of <c>terraform show -json</c>.</summary>
    public static string Plan(int vpcs)
    {
        var changes = new JsonArray();
        for (var v = 0; v < vpcs; v++)
            AddVpc(changes, v);
        var resources = new JsonArray();
        void Configure(string address, params (string Name, string[] References)[] expressions) => resources.Add(new JsonObject
        {
            ["address"] = address,
            ["expressions"] = new JsonObject(expressions.Select(one => new KeyValuePair<string, JsonNode?>(one.Name,
                new JsonObject { ["references"] = new JsonArray([.. one.References.Select(text => (JsonNode?)text)]) }))),
        });
        string[] vpc = ["aws_vpc.v.id", "aws_vpc.v"];
        string[] subnets = [.. Enumerable.Range(0, 3).SelectMany(i => new[] { $"aws_subnet.s[{i}].id", $"aws_subnet.s[{i}]" })];
        Configure("aws_vpc.v");
        Configure("aws_subnet.s", ("vpc_id", vpc));
        Configure("aws_route_table.t", ("vpc_id", vpc));
        Configure("aws_route_table_association.a", ("subnet_id", ["aws_subnet.s", "count.index"]),
            ("route_table_id", ["aws_route_table.t[0].id", "aws_route_table.t[0]"]));
        Configure("aws_security_group.g", ("vpc_id", vpc));
        Configure("aws_vpc_security_group_ingress_rule.i", ("security_group_id", ["aws_security_group.g", "count.index"]));
        Configure("aws_vpc_security_group_egress_rule.o", ("security_group_id", ["aws_security_group.g", "count.index"]));
        Configure("aws_network_interface.n", ("subnet_id", ["aws_subnet.s[3].id", "aws_subnet.s[3]"]),
            ("security_groups", ["aws_security_group.g[1].id", "aws_security_group.g[1]"]));
        foreach (var service in Services)
            Configure($"aws_vpc_endpoint.{service}", ("vpc_id", vpc), ("subnet_ids", subnets),
                ("security_group_ids", ["aws_security_group.g[0].id", "aws_security_group.g[0]"]));
        Configure("aws_vpc_endpoint.s3", ("vpc_id", vpc), ("route_table_ids", ["aws_route_table.t[0].id", "aws_route_table.t[0]"]));
        return new JsonObject
        {
            ["format_version"] = "1.2",
            ["resource_changes"] = changes,
            ["configuration"] = new JsonObject
            {
                ["root_module"] = new JsonObject
                {
                    ["module_calls"] = new JsonObject
                    {
                        ["v"] = new JsonObject { ["module"] = new JsonObject { ["resources"] = resources } },
                    },
                },
            },
        }.ToJsonString();
    }

    /// <summary>The files of a folder that the CDK writes.</summary>
    public static IEnumerable<(string Name, string Text)> Assembly(int vpcs)
    {
        var artifacts = new JsonObject();
        for (var v = 0; v < vpcs; v++)
        {
            var name = $"Stack{v}.template.json";
            artifacts[$"Stack{v}"] = JsonNode.Parse($$"""
                { "type": "aws:cloudformation:stack", "environment": "aws://123456789012/us-east-1", "properties": { "templateFile": "{{name}}" } }
                """);
            yield return (name, Stack(v));
        }

        yield return ("manifest.json", new JsonObject { ["version"] = "54.0.0", ["artifacts"] = artifacts }.ToJsonString());
    }

    private static void AddVpc(JsonArray changes, int v)
    {
        var prefix = $"10.{v % 256}";
        void Add(string type, string name, int? index, string after, params string[] unknown)
        {
            var change = JsonNode.Parse($$"""{"actions":["create"],"before":null,"after":{{after}},"after_unknown":{"id":true},"after_sensitive":{} }""")!;
            foreach (var attribute in unknown)
                change["after_unknown"]![attribute] = true;
            var address = $"module.v[{v}].{type}.{name}" + (index is { } i ? string.Create(CultureInfo.InvariantCulture, $"[{i}]") : "");
            var resource = new JsonObject
            {
                ["address"] = address, ["module_address"] = $"module.v[{v}]", ["mode"] = "managed", ["type"] = type, ["name"] = name,
                ["change"] = change,
            };
            if (index is not null)
                resource["index"] = index;
            changes.Add(resource);
        }

        Add("aws_vpc", "v", null, $$"""{"cidr_block":"{{prefix}}.0.0/16","enable_dns_support":true,"enable_dns_hostnames":true}""");
        for (var s = 0; s < 6; s++)
            Add("aws_subnet", "s", s, $$"""{"cidr_block":"{{prefix}}.{{s}}.0/24","availability_zone":"us-east-1{{"abc"[s % 3]}}"}""", "vpc_id");
        for (var t = 0; t < 3; t++)
            Add("aws_route_table", "t", t, """{"route":[]}""", "vpc_id");
        for (var s = 0; s < 6; s++)
            Add("aws_route_table_association", "a", s, "{}", "subnet_id", "route_table_id");
        for (var g = 0; g < Groups; g++)
        {
            Add("aws_security_group", "g", g, $$"""{"name":"g{{g}}"}""", "vpc_id");
            Add("aws_vpc_security_group_ingress_rule", "i", g,
                $$"""{"ip_protocol":"tcp","from_port":443,"to_port":443,"cidr_ipv4":"{{prefix}}.0.0/16"}""", "security_group_id");
            Add("aws_vpc_security_group_egress_rule", "o", g, """{"ip_protocol":"-1","cidr_ipv4":"0.0.0.0/0"}""", "security_group_id");
        }

        for (var n = 0; n < Workloads; n++)
            Add("aws_network_interface", "n", n, "{}", "subnet_id", "security_groups");
        foreach (var service in Services)
            Add("aws_vpc_endpoint", service, null, $$"""
                {"service_name":"com.amazonaws.us-east-1.{{service}}","vpc_endpoint_type":"Interface","private_dns_enabled":true}
                """, "vpc_id", "subnet_ids", "security_group_ids");
        Add("aws_vpc_endpoint", "s3", null, """{"service_name":"com.amazonaws.us-east-1.s3","vpc_endpoint_type":"Gateway"}""", "vpc_id",
            "route_table_ids");
    }

    private static string Stack(int v)
    {
        var resources = new JsonObject();
        void Add(string name, string type, string properties) =>
            resources[name] = new JsonObject { ["Type"] = "AWS::EC2::" + type, ["Properties"] = JsonNode.Parse(properties) };
        const string OfVpc = "\"VpcId\":{\"Ref\":\"V\"}";
        Add("V", "VPC", $$"""{"CidrBlock":"10.{{v % 256}}.0.0/16","EnableDnsHostnames":true}""");
        for (var s = 0; s < 6; s++)
        {
            Add($"S{s}", "Subnet", "{" + OfVpc + $$"""
                ,"CidrBlock":{"Fn::Select":["{{s}}",{"Fn::Cidr":[{"Fn::GetAtt":["V","CidrBlock"]},"6","8"]}]},
                 "AvailabilityZone":{"Fn::Select":["{{s % 3}}",{"Fn::GetAZs":""}]} }
                """);
            Add($"A{s}", "SubnetRouteTableAssociation", $$"""{"SubnetId":{"Ref":"S{{s}}"},"RouteTableId":{"Ref":"T0"} }""");
        }

        for (var t = 0; t < 3; t++)
            Add($"T{t}", "RouteTable", "{" + OfVpc + "}");
        for (var g = 0; g < Groups; g++)
        {
            Add($"G{g}", "SecurityGroup", "{" + OfVpc + ",\"GroupDescription\":\"g\"}");
            foreach (var port in new[] { 443, 444 })
                Add($"I{g}P{port}", "SecurityGroupIngress", $$"""
                    {"GroupId":{"Fn::GetAtt":["G{{g}}","GroupId"]},"IpProtocol":"tcp","FromPort":{{port}},"ToPort":{{port}},
                     "CidrIp":{"Fn::GetAtt":["V","CidrBlock"]} }
                    """);
        }

        for (var n = 0; n < Workloads; n++)
            Add($"N{n}", "NetworkInterface", """{"SubnetId":{"Ref":"S3"},"GroupSet":[{"Ref":"G1"}]}""");
        foreach (var service in Services)
            Add($"E{service}", "VPCEndpoint", "{" + OfVpc + $$"""
                ,"ServiceName":{"Fn::Join":["",["com.amazonaws.",{"Ref":"AWS::Region"},".{{service}}"]]},"VpcEndpointType":"Interface",
                 "PrivateDnsEnabled":true,"SubnetIds":[{"Ref":"S0"},{"Ref":"S1"},{"Ref":"S2"}],"SecurityGroupIds":[{"Ref":"G0"}]}
                """);
        Add("Es3", "VPCEndpoint", "{" + OfVpc + """
            ,"ServiceName":"com.amazonaws.us-east-1.s3","RouteTableIds":[{"Ref":"T0"}]}
            """);
        return new JsonObject { ["Resources"] = resources }.ToJsonString(new() { WriteIndented = true });
    }
}
