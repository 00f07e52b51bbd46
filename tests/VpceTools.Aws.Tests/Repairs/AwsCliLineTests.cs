using System.Diagnostics;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>
/// The line that a finding offers is pasted into a shell, as a person would, against a server that applies it as the API reference
/// documents; the diagnosis that follows must no longer hold the finding.
/// </summary>
public sealed class AwsCliLineTests
{
    [Theory]
    [InlineData("security-group", "SecurityGroupIngress")]
    [InlineData("private-dns", "PrivateDns")]
    [InlineData("vpc-dns", "VpcDns")]
    [InlineData("subnet-coverage", "SubnetCoverage")]
    [InlineData("network-acl", "NetworkAcl")]
    [InlineData("route-table", "RouteTableAssociation")]
    public async Task The_pasted_line_closes_its_finding_and_opens_no_other(string sample, string check)
    {
        Assert.SkipWhen(Cli.Path is null, "the aws CLI is not installed");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the lines are for a POSIX shell");
        await using var server = await Ec2TestServer.StartAsync(
            Ec2World.FromSnapshot(Path.Combine(Root, "samples", sample)), new() { ModificationDelay = TimeSpan.Zero },
            TestContext.Current.CancellationToken);
        var before = Diagnose(await server.ReadAsync());
        // DNS hostnames that are off keep private DNS from working, which its own check says as well.
        var finding = Assert.Single(before, f => f.Check == check);
        Assert.All(before, f => Assert.Equal(finding.AwsCli, f.AwsCli));

        await PasteAsync(server.Url, finding.AwsCli);

        Assert.Empty(Diagnose(await server.ReadAsync()));
    }

    /// <summary>A policy has what a shell takes for its own: quotes, dollar signs, stars and line breaks.</summary>
    [Fact]
    public async Task The_pasted_policy_lets_the_required_call_pass_and_is_what_was_written()
    {
        Assert.SkipWhen(Cli.Path is null, "the aws CLI is not installed");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the lines are for a POSIX shell");
        const string Policy = """
            {
              "Version": "2012-10-17",
              "Statement": { "Effect": "Allow", "Principal": "*", "Action": "secretsmanager:List*", "Resource": "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team, 'none'}$HOME`x`" }
            }
            """;
        var options =
            new CheckOptions
            {
                RequiredCalls = [new PolicyRequest { Action = "secretsmanager:GetSecretValue",
                Resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a" }]
            };
        await using var server = await Ec2TestServer.StartAsync(
            Ec2World.FromSnapshot(Path.Combine(Root, "samples", "healthy")), new() { ModificationDelay = TimeSpan.Zero },
            TestContext.Current.CancellationToken);
        var endpoint = (await server.ReadAsync()).Endpoints.Single();
        await PasteAsync(server.Url, new ModifyVpcEndpoint(endpoint.Id) { PolicyDocument = Policy, Region = "us-east-1" }.ToAwsCli());
        Assert.Equal(Policy, (await server.ReadAsync()).Endpoints.Single().PolicyDocument);
        var finding = Assert.Single(Diagnose(await server.ReadAsync(), options));
        Assert.Equal("EndpointPolicy", finding.Check);

        await PasteAsync(server.Url, finding.AwsCli);

        var mended = await server.ReadAsync();
        Assert.Empty(Diagnose(mended, options));
        Assert.Equal(((ModifyVpcEndpoint)Assert.Single(finding.Repair)).PolicyDocument, mended.Endpoints.Single().PolicyDocument);
    }

    /// <summary>
    /// The rule that the line makes is the very one that the call makes, description included: by that it is known later.
    /// </summary>
    [Theory]
    [InlineData("ingress from IPv4")]
    [InlineData("ingress from IPv6")]
    [InlineData("ingress from a group")]
    [InlineData("ingress from a list")]
    [InlineData("egress to a group")]
    [InlineData("quotes in the description")]
    [InlineData("revoke ingress")]
    public async Task The_pasted_line_of_a_group_is_the_call(string name)
    {
        Assert.SkipWhen(Cli.Path is null, "the aws CLI is not installed");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the lines are for a POSIX shell");
        var action = (name.StartsWith("quotes", StringComparison.Ordinal)
            ? new AuthorizeSecurityGroupIngress(SampleActions.Group,
                new(443, 443, PeerGroupId: SampleActions.Clients, Description: """it's [1], "two" = {3} \ $HOME"""))
            : SampleActions.All[name]) with
        { Region = "us-east-1" };
        await using var pasted = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        await using var called = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(RepairOutcomeKind.Changed, (await called.ApplyAsync(action)).Kind);

        // A narrow console breaks the line behind commas.
        await PasteAsync(pasted.Url, action.ToAwsCli().Replace("443, ", "443,\n              ", StringComparison.Ordinal)
            .Replace(", Description", ",\n              Description", StringComparison.Ordinal));

        Assert.Equal(called.World.Dump(), pasted.World.Dump());
    }

    private static string Root { get; } = FindRoot();

    private static List<Finding> Diagnose(VpcNetwork network, CheckOptions? options = null)
    {
        // The server is EC2 alone; nothing of Route 53 decides a name there.
        var runner = new CheckRunner(network with
        {
            Described = [.. network.Described, ResourceKind.HostedZone, ResourceKind.ResolverRule, ResourceKind.ResolverRuleAssociation,
                ResourceKind.FirewallRuleGroupAssociation, ResourceKind.ProfileAssociation],
            HostedZonesOfVpcs = [.. network.Vpcs.Select(vpc => new VpcHostedZones(vpc.Id, []))],
        }, options);
        var results = network.Endpoints.SelectMany(endpoint => runner.Run(endpoint)).ToList();
        Assert.DoesNotContain(results, r => r.Status == CheckStatus.Unknown);
        return [.. results.SelectMany(r => r.Findings)];
    }

    private static async Task PasteAsync(string url, string lines)
    {
        var start = new ProcessStartInfo("/bin/sh",
            ["-e", "-c", lines])
        { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["AWS_ENDPOINT_URL"] = url;
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIDTEST";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment["AWS_PAGER"] = "";
        start.Environment.Remove("AWS_PROFILE");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{lines}\n{await output}{errors}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "VpceTools.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
