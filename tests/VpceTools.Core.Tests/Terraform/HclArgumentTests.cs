using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>A plan does not tell a splat from a selection; the configuration beside it does, where it can mean nothing else.</summary>
public sealed class HclArgumentTests
{
    [Theory]
    [InlineData("aws_subnet.x[*].id", true)]
    [InlineData("aws_subnet.x.*.id", true)]
    [InlineData("values(aws_subnet.x)[*].id", true)]
    [InlineData("toset(values(aws_subnet.x)[*].id)", true)]
    [InlineData("[for s in aws_subnet.x : s.id]", true)]
    [InlineData("[for k, s in aws_subnet.x : s.id]", true)]
    [InlineData("[ for s in values(aws_subnet.x): s.id ]", true)]
    [InlineData("[for s in aws_subnet.x : s.id if s.availability_zone == \"a\"]", false)]
    [InlineData("[for s in aws_subnet.x : s.arn]", false)]
    [InlineData("[for s in aws_subnet.y : s.id]", false)]
    [InlineData("[for s in aws_subnet.x : k.id]", false)]
    [InlineData("slice(aws_subnet.x[*].id, 0, 2)", false)]
    [InlineData("var.on ? aws_subnet.x[*].id : []", false)]
    [InlineData("aws_subnet.x[*].id[0]", false)]
    [InlineData("concat(aws_subnet.x[*].id, [])", false)]
    [InlineData("aws_subnet.xx[*].id", false)]
    public void Only_what_takes_all_takes_all(string expression, bool expected) =>
        Assert.Equal(expected, HclArguments.TakesAll(expression, "aws_subnet.x"));

    [Fact]
    public void An_argument_is_found_in_its_own_block_alone()
    {
        const string Text = """
            resource "aws_vpc_endpoint" "e" {
              tags = { subnet_ids = "none" } # subnet_ids = 1
              dns_options {
                subnet_ids = inner
              }
              subnet_ids = [
                for s in aws_subnet.x :   // each
                s.id
              ]
              vpc_id = "v}"
            }
            resource "aws_vpc_endpoint" "f" {
              other_ids = x
            }
            """;

        Assert.Equal("[ for s in aws_subnet.x : s.id ]", HclArguments.Find(Text.Split('\n'), "subnet_ids"));
        Assert.Equal("\"v}\"", HclArguments.Find(Text.Split('\n'), "vpc_id"));
        Assert.Null(HclArguments.Find(Text.Split('\n'), "other_ids"));
    }

    /// <summary>The same plan, with its configuration beside it and without.</summary>
    [Theory]
    [InlineData("[for s in aws_subnet.spoke : s.id]", ReferenceProvenanceName.Inferred)]
    [InlineData("[for s in aws_subnet.spoke : s.id if true]", ReferenceProvenanceName.OneOfSeveral)]
    [InlineData(null, ReferenceProvenanceName.OneOfSeveral)]
    public void A_plan_beside_its_configuration_knows_more(string? expression, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("hcl").FullName;
        try
        {
            var plan = Path.Combine(folder, "plan.json");
            File.Copy(Path.Combine(Repository.Root, "tests", "VpceTools.Core.Tests", "Terraform", "Plans", "ways.plan.json"), plan);
            if (expression is not null)
                File.WriteAllText(Path.Combine(folder, "main.tf"),
                    $"resource \"aws_ec2_transit_gateway_vpc_attachment\" \"spoke\" {{\n  subnet_ids = {expression}\n}}\n");
            var input = new VpceTools.Planned.CodeInput(VpceTools.Planned.CodeKind.Plan, plan);
            using var json = TerraformFile.Open(input);
            var reading = new TerraformReading(json.RootElement, input, null);
            reading.Read(TestContext.Current.CancellationToken);

            var edge = Assert.Single(reading.Edges, one =>
                one is { Address: "aws_ec2_transit_gateway_vpc_attachment.spoke", Attribute: "subnet_ids" });
            Assert.Equal((expected, 2), (edge.Provenance.ToString(), edge.Targets.Count));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static class ReferenceProvenanceName
    {
        public const string Inferred = nameof(VpceTools.Model.ReferenceProvenance.Inferred);
        public const string OneOfSeveral = nameof(VpceTools.Model.ReferenceProvenance.OneOfSeveral);
    }
}
