using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>Each shared input has the diagnosis that its README gives.</summary>
public sealed class SharedInputTests
{
    private const string Module = "module.vpc_endpoints.aws_vpc_endpoint.this";

    [Fact]
    public void The_most_used_module_has_endpoints_that_let_no_call_pass_and_one_without_a_subnet()
    {
        var diagnosis = Complete(withGraph: true);

        foreach (var denied in new[] { "ecr_api", "ecr_dkr", "dynamodb" })
            Assert.Equal(CheckStatus.Failed, diagnosis[$"{Module}[\"{denied}\"]", "EndpointPolicy"].Status);
        var finding = Assert.Single(diagnosis[$"{Module}[\"s3\"]", "SubnetCoverage"].Findings);
        Assert.Equal((Severity.Critical, $"{Module}[\"s3\"]"), (finding.Severity, finding.Address));
        foreach (var healthy in new[] { "ecs", "rds" })
            Assert.All(
                new[] { "EndpointPolicy", "SecurityGroupIngress", "SubnetCoverage", "NetworkAcl", "Route", "EndpointSecurityGroups",
                    "VpcDns" },
                check => Assert.Equal(CheckStatus.Passed, diagnosis[$"{Module}[\"{healthy}\"]", check].Status));
        Assert.Equal(CheckStatus.Passed, diagnosis[$"{Module}[\"dynamodb\"]", "RouteTableAssociation"].Status);
        Assert.Contains("127.0.0.1", diagnosis[$"{Module}[\"ecs\"]", "DhcpOptions"].Message);
    }

    /// <summary>The module hides what its endpoints refer to behind locals: without the run nothing of it passes or fails.</summary>
    [Fact]
    public void The_plan_alone_says_what_it_cannot_decide_and_how_to_get_it()
    {
        var diagnosis = Complete(withGraph: false);

        foreach (var check in new[] { "SecurityGroupIngress", "SubnetCoverage", "EndpointPolicy", "NetworkAcl" })
        {
            var result = diagnosis[$"{Module}[\"ecs\"]", check];
            Assert.Equal(CheckStatus.Unknown, result.Status);
            Assert.Contains($"{Module}[\"ecs\"].", result.Message);
        }

        Assert.Contains("-GraphPath", diagnosis[$"{Module}[\"ecs\"]", "SecurityGroupIngress"].Message);
        Assert.DoesNotContain(diagnosis.Results, r => r.Status == CheckStatus.Failed);
    }

    [Fact]
    public void Reference_traps_are_not_stepped_into()
    {
        var diagnosis = PlanDiagnosis.OfPlan(SharedInputs.Of("own-traps.plan.json"));

        Assert.Equal(CheckStatus.Failed, diagnosis["aws_vpc_endpoint.gw", "RouteTableAssociation"].Status);
        // What jsonencode() makes is not known.
        Assert.Equal(CheckStatus.Unknown, diagnosis["aws_vpc_endpoint.gw", "EndpointPolicy"].Status);
        foreach (var asking in new[] { "foreach_expr", "per_subnet_key" })
            Assert.Equal(CheckStatus.Failed, diagnosis[$"aws_vpc_endpoint.{asking}", "VpcDns"].Status);
        var emptied = diagnosis["aws_vpc_endpoint.per_subnet_key", "SecurityGroupIngress"];
        Assert.Equal((CheckStatus.Failed, "aws_default_security_group.d"), (emptied.Status, emptied.Findings[0].Address));
        // The ACL lets nothing out.
        Assert.Contains(diagnosis["aws_vpc_endpoint.per_subnet_key", "NetworkAcl"].Findings, f => f.Address == "aws_network_acl.n");
        // A local hides the groups; the zones of the counted subnets are EC2's to choose.
        Assert.Equal(CheckStatus.Unknown, diagnosis["aws_vpc_endpoint.splat", "SecurityGroupIngress"].Status);
        Assert.Equal(CheckStatus.Unknown, diagnosis["aws_vpc_endpoint.foreach_expr", "SubnetCoverage"].Status);
    }

    [Fact]
    public void A_hub_whose_zones_take_the_place_of_private_DNS_has_no_fault_with_it()
    {
        var diagnosis = PlanDiagnosis.OfPlan(SharedInputs.Of("network-hub.plan.json"));

        Assert.Equal(11, diagnosis.Networks.Sum(network => network.Endpoints.Count));
        Assert.DoesNotContain(diagnosis.Results, r => r.Status == CheckStatus.Failed);
        // IPAM chooses the blocks.
        Assert.All(diagnosis.Results.Where(r => r.Check == "SecurityGroupIngress"), r => Assert.Equal(CheckStatus.Unknown, r.Status));
        Assert.All(diagnosis.Results.Where(r => r.Check == "PrivateDns"), r => Assert.Equal(CheckStatus.Unknown, r.Status));
        Assert.All(diagnosis.Results.Where(r => r.Check == "PrivateDns"), r => Assert.Contains("describe-vpc-endpoint-services", r.Message));
    }

    /// <summary>With what AWS says of the services, each of which has its own name here, nothing of names is open any more.</summary>
    [Fact]
    public void The_records_of_the_hub_lead_each_private_name_to_its_endpoint()
    {
        var network = Assert.Single(PlanDiagnosis.OfPlan(SharedInputs.Of("network-hub.plan.json")).Networks);
        network = network with
        {
            Services = network.Endpoints.Select(endpoint => new VpcEndpointService
            {
                ServiceName = endpoint.ServiceName,
                ServiceTypes = ["Interface"],
                PrivateDnsNames = [$"{endpoint.ServiceName.Split('.')[^1]}.eu-west-2.amazonaws.com"],
                Owner = "amazon",
            }).ToValueList(),
        };
        var index = NameIndex.From(network);

        foreach (var endpoint in network.Endpoints)
        {
            var name = DomainName.Parse(network.Services.Single(service => service.ServiceName == endpoint.ServiceName).PrivateDnsNames[0]);
            // The addresses are IPAM's to choose; whose they are is known.
            Assert.Equal(endpoint.Id, NameResolver.Resolve(index, NameClient.InVpc(endpoint.VpcId), name).Presumed?.EndpointId
                ?? NameResolver.Resolve(index, NameClient.InVpc(endpoint.VpcId), name).EndpointId);
        }
    }

    [Theory]
    [InlineData("aws-ia-minimal.plan.json", false)]
    [InlineData("aws-ia-minimal.state.json", true)]
    public void Endpoints_of_a_VPC_outside_of_the_code_have_no_subnet(string file, bool isState)
    {
        var path = SharedInputs.Of(file);
        var diagnosis = isState ? PlanDiagnosis.OfState(path) : PlanDiagnosis.OfPlan(path);

        foreach (var endpoint in new[] { "s3_interface", "sts_interface" })
        {
            var address = $"module.my_endpoints.aws_vpc_endpoint.{endpoint}[0]";
            Assert.Equal(CheckStatus.Failed, diagnosis[address, "SubnetCoverage"].Status);
            // Nothing of the VPC is in the code.
            foreach (var check in new[] { "VpcDns", "DhcpOptions", "NetworkAcl", "SecurityGroupIngress" })
                Assert.Equal(CheckStatus.Unknown, diagnosis[address, check].Status);
        }
    }

    /// <summary>
    /// The verdicts on a plan are those on the state that it was applied to; only what was made since is not open any more.
    /// </summary>
    [Fact]
    public void A_state_after_apply_contradicts_no_verdict_on_its_plan()
    {
        var plan = PlanDiagnosis.OfPlan(SharedInputs.Of("aws-ia-minimal.plan.json"));
        var state = PlanDiagnosis.OfState(SharedInputs.Of("aws-ia-minimal.state.json"));

        var decided = plan.Results.Where(r => r.Status is not (CheckStatus.Unknown or CheckStatus.NotApplicable)).ToList();
        Assert.NotEmpty(decided);
        Assert.All(decided, r => Assert.Equal(r.Status, state[r.Address!, r.Check].Status));
    }

    [Fact]
    public void Endpoints_that_are_in_the_configuration_and_not_in_the_plan_are_none() =>
        Assert.Empty(PlanDiagnosis.OfPlan(SharedInputs.Of("terraform-compliance-158.plan.json")).Results);

    [Fact]
    public void A_plan_without_a_format_version_is_refused() =>
        Refusal.Of("CodeFormatUnsupported", SharedInputs.Of("checkov-vpc-endpoint.tfplan.json"));

    private static PlanDiagnosis Complete(bool withGraph) => PlanDiagnosis.OfPlan(SharedInputs.Of("tf-vpc-complete.plan.json"),
        withGraph ? SharedInputs.Of("tf-vpc-complete.mock-test-state.json") : null);
}
