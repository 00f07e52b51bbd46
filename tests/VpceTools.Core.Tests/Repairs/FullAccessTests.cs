using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Policies;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>The default policy comes back wherever the user asks for it, however little is wrong with the one that is there.</summary>
public sealed class FullAccessTests
{
    private static RepairPlan Plan(string policy, PolicyMode mode, params PolicyRequest[] required) =>
        World.HealthyGateway.WithEndpoint(e => e with { PolicyDocument = policy })
        .Plan(new() { Checks = new() { PolicyMode = mode, RequiredCalls = [.. required] } });

    private static string Allow(string resource, string more = "") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"{{resource}}"}{{more}}]}""";

    public static TheoryData<string> Policies =>
    [
        // Information: it restricts.
        Allow("*", """,{"Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"*"}"""),
        // Low: what Amazon Linux repositories need is stopped.
        Allow("arn:aws:s3:::own/*"),
        // Medium: a fault.
        Allow("*", """,{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3"}"""),
        // Critical: nothing can pass.
        """{"Version":"2012-10-17","Statement":[]}""",
    ];

    [Theory, MemberData(nameof(Policies))]
    public void Full_access_restores_the_default_policy_in_place_of_any_other(string policy)
    {
        var plan = Plan(policy, PolicyMode.FullAccess);

        Assert.True(Assert.IsType<ModifyVpcEndpoint>(Assert.Single(plan.Repairs).Action).ResetPolicy);
        Assert.Empty(plan.Refused);
        Assert.Empty(plan.Result.Plan(new() { Checks = new() { PolicyMode = PolicyMode.FullAccess } }).Repairs);
    }

    [Theory, MemberData(nameof(Policies))]
    public void Nothing_restores_it_unasked(string policy) => Assert.Empty(Plan(policy, PolicyMode.Minimal).Repairs);

    [Fact]
    public void Full_access_restores_it_although_the_required_calls_pass() => Assert.True(Assert.IsType<ModifyVpcEndpoint>(Assert.Single(
        Plan(Allow("arn:aws:s3:::own/*"), PolicyMode.FullAccess,
            new PolicyRequest { Action = "s3:GetObject", Resource = "arn:aws:s3:::own/x" }).Repairs).Action).ResetPolicy);

    [Fact]
    public void The_default_policy_is_left_alone() => Assert.Empty(Plan(World.DefaultPolicy, PolicyMode.FullAccess).Repairs);
}
