using VpceTools.Findings;
using VpceTools.Planned;
using VpceTools.Repairs.Actions;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>Of what lies in somebody else's module the input is named; in an author's own module the code itself is changed.</summary>
public sealed class ModuleAdviceTests
{
    [Fact]
    public void The_input_of_a_registry_module_is_named()
    {
        var fix = Fix("""{ "source": "terraform-aws-modules/vpc/aws//modules/vpc-endpoints", "version_constraint": "5.21.0",""",
            """{ "private_dns_enabled": { "references": ["var.private_dns"] } }""");
        Assert.Equal("# module.endpoints.aws_vpc_endpoint.this[\"sqs\"] comes from module.endpoints (terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
            + " 5.21.0): change its input private_dns, so that private_dns_enabled is true.", fix);
    }

    /// <summary>The most used module hides everything behind <c>each.value</c>, which comes of one input.</summary>
    [Fact]
    public void An_input_behind_each_value_is_found()
    {
        var fix = Fix("""{ "source": "x/y/aws",""", """{ "private_dns_enabled": { "references": ["each.value.dns", "each.value"] } }""",
            """, "for_each_expression": { "references": ["var.endpoints"] }""");
        Assert.Contains("change its input endpoints, so that", fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_local_value_nothing_is_named()
    {
        var fix = Fix("""{ "source": "x/y/aws",""", """{ "private_dns_enabled": { "references": ["local.dns"] } }""");
        Assert.Contains("change the input of the module that makes private_dns_enabled, so that", fix, StringComparison.Ordinal);
    }

    [Fact]
    public void In_an_own_module_the_code_is_changed()
    {
        var fix = Fix("""{ "source": "./modules/endpoints",""", """{ "private_dns_enabled": { "references": ["var.private_dns"] } }""");
        Assert.Equal("# In module.endpoints.aws_vpc_endpoint.this[\"sqs\"]:\nprivate_dns_enabled = true", fix);
    }

    /// <summary>A route is a resource of its own in both languages.</summary>
    [Theory]
    [InlineData("pcx-0a1", "VpcPeeringConnectionId: pcx-0a1", "vpc_peering_connection_id = \"pcx-0a1\"")]
    [InlineData("tgw-0a1", "TransitGatewayId: tgw-0a1", "transit_gateway_id = \"tgw-0a1\"")]
    [InlineData("vgw-0a1", "GatewayId: vgw-0a1", "gateway_id = \"vgw-0a1\"")]
    public void A_route_has_lines_of_both_languages(string target, string yaml, string hcl)
    {
        Assert.True(VpceTools.Addressing.CidrBlock.TryParse("10.9.0.0/16", out var block));
        var finding = new Finding
        {
            Severity = Severity.High, Check = "", EndpointId = "vpce-0a1", ResourceId = "rtb-0a1", Summary = "",
            Repair = [new CreateRoute("rtb-0a1", block, target)],
        };
        Assert.Contains($"Type: AWS::EC2::Route\n  Properties:\n    RouteTableId: rtb-0a1\n    DestinationCidrBlock: 10.9.0.0/16\n    {yaml}",
            finding.CloudFormation, StringComparison.Ordinal);
        Assert.Contains("resource \"aws_route\" \"endpoint_route\" {\n  route_table_id = \"rtb-0a1\"\n"
            + $"  destination_cidr_block = \"10.9.0.0/16\"\n  {hcl}\n}}", finding.Terraform, StringComparison.Ordinal);
    }

    private static string Fix(string call, string expressions, string forEach = "")
    {
        var path = Path.Combine(Path.GetTempPath(), $"plan-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, $$$"""
            { "format_version": "1.2", "resource_changes": [
              { "address": "module.endpoints.aws_vpc_endpoint.this[\"sqs\"]", "module_address": "module.endpoints", "mode": "managed",
                "type": "aws_vpc_endpoint", "name": "this", "index": "sqs", "change": { "actions": ["create"], "before": null,
                  "after_unknown": {}, "after": { "vpc_endpoint_type": "Interface", "vpc_id": "vpc-0a1",
                  "service_name": "com.amazonaws.eu-west-1.sqs", "private_dns_enabled": false } } } ],
              "configuration": { "root_module": { "module_calls": { "endpoints": {{{call}}} "expressions": {}, "module": { "resources": [
                { "address": "aws_vpc_endpoint.this", "mode": "managed", "type": "aws_vpc_endpoint", "name": "this",
                  "expressions": {{{expressions}}} {{{forEach}}} } ] } } } } } }
            """);
        try
        {
            var network = TerraformFile.Read(new(CodeKind.Plan, path), TestContext.Current.CancellationToken).Select(PlannedOverlay.Alone)
                .Single();
            var endpoint = network.Endpoints.Single();
            return new Finding
            {
                Severity = Severity.High, Check = "", EndpointId = endpoint.Id, ResourceId = endpoint.Id, Summary = "",
                PlannedRepair = [new ModifyVpcEndpoint(endpoint.Id) { PrivateDnsEnabled = true }],
                CodeNames = VpceTools.Repairs.Actions.Code.CodeNames.Of(network.Plan!),
            }.Terraform;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
