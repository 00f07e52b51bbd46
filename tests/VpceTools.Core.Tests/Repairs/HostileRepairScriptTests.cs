using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using CsCheck;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs;
using VpceTools.Testing.Hostile;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Whatever a snapshot holds, a script and the lines of findings start nothing but the AWS CLI, or the cmdlets of AWS.Tools, and create nothing. The long
/// run is the benchmark <c>soak</c>.
/// </summary>
public sealed class HostileRepairScriptTests
{
    private static readonly string[] Cmdlets =
    [
        "Edit-EC2VpcEndpoint", "Edit-EC2VpcAttribute", "New-EC2NetworkAclEntry", "Remove-EC2NetworkAclEntry", "Grant-EC2SecurityGroupIngress", "Grant-EC2SecurityGroupEgress",
        "Revoke-EC2SecurityGroupIngress", "Revoke-EC2SecurityGroupEgress", "Get-EC2VpcEndpoint", "Wait-Settled", "Start-Sleep",
    ];

    /// <summary>Texts that ran when their line was pasted.</summary>
    [Theory]
    [InlineData("vpce-1;canary")]
    [InlineData("vpce-1\ncanary")]
    [InlineData("vpce-1$(canary)")]
    [InlineData("vpce-1`canary`")]
    [InlineData("vpce-1'; canary; '")]
    [InlineData("vpce-1\u2019; canary; \u2018")]
    [InlineData("--endpoint-url=http://127.0.0.1:9/canary")]
    [InlineData("file:///etc/hostname")]
    public void An_id_is_one_word_to_its_shell_and_nothing_more(string id)
    {
        var network = World.Healthy.WithEndpoint(e => e with { Id = id, PrivateDnsEnabled = false });
        var plan = network.Plan();

        Assert.NotEmpty(plan.Repairs);
        AssertStartsNothing(plan, id);
    }

    [Fact]
    public void Whatever_a_network_holds_its_scripts_start_nothing_else()
    {
        var values = 0;
        Gen.Select(BrokenNetworks.Network, Gen.Int).Sample((network, seed) => Interlocked.Add(ref values, Check(network, seed)), iter: 40, threads: 1);
        Assert.InRange(values, 400, int.MaxValue);
    }

    /// <summary>Lays texts into a network, makes its scripts and runs them; returns how many texts that were.</summary>
    internal static int Check(VpcNetwork network, int seed)
    {
        var hostile = HostileNetworks.Of(network, seed, out var count);
        AssertStartsNothing(hostile.Plan(new() { AllowOverrideDeny = [.. hostile.NetworkAcls.Select(a => a.Id)] }), $"seed {seed}");
        return count;
    }

    private static void AssertStartsNothing(RepairPlan plan, string why)
    {
        var runner = new CheckRunner(plan.Network);
        var findings = plan.Network.Endpoints.SelectMany(runner.Run).SelectMany(r => r.Findings).ToList();
        var undo = plan.Repairs.Select(r => r.Undo).ToList();
        var shell = RepairScript.ToAwsCli([plan]) + string.Join("\n", [.. findings.Select(f => f.AwsCli), .. undo.Select(u => u.ToAwsCli()), .. findings.SelectMany(Pasted)]) + "\n";
        var powerShell = RepairScript.ToPowerShell([plan]) + string.Join("\n", [.. findings.Select(f => f.PowerShell), .. undo.Select(u => u.ToPowerShell())]) + "\n";

        Assert.DoesNotContain(shell + powerShell, c => c is not ('\n' or '\t') && char.IsControl(c));
        AssertPowerShell(powerShell);
        if (!ScriptSandbox.IsPossible)
            return;
        using var sandbox = new ScriptSandbox().Program("aws", "case $2 in describe-vpc-endpoints) echo available ;; esac");
        // After the first line that fails: what follows is to be tried as well.
        var (_, output, error) = sandbox.Run(shell.Replace("set -eu", "set +e", StringComparison.Ordinal));
        Assert.True(sandbox.Breakouts().Count == 0, $"{why}: {string.Join("; ", sandbox.Breakouts())}\n{output}{error}\n{shell}");
        Assert.True(error.Length == 0, $"{why}: {error}\n{shell}");
        Assert.All(sandbox.Calls("aws"), call =>
        {
            Assert.Equal("ec2", call[0]);
            // Nothing but what the line says is an option, or the name of a file.
            Assert.All(call.Where(argument => argument.StartsWith('-')), option => Assert.Matches("^--[a-z0-9-]+\\z", option));
            Assert.All(call, argument => Assert.DoesNotMatch("^[A-Za-z]+://(?!policy.json$)", argument));
        });
    }

    /// <summary>Advice ends in a line to paste.</summary>
    private static IEnumerable<string> Pasted(Finding finding) =>
        finding.Recommendation.Split("aws ec2 ").Skip(1).Where(_ => finding.Recommendation.IndexOf(": aws ec2 ", StringComparison.Ordinal) > 0).Select(line => "aws ec2 " + line.TrimEnd('.'));

    private static void AssertPowerShell(string script)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);

        Assert.True(errors.Length == 0 || errors.All(e => e.ErrorId == "RequiresModuleNotFound"), $"{string.Join("; ", errors.Select(e => e.Message))}\n{script}");
        Assert.All(ast.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(), command => Assert.Contains(command.GetCommandName(), Cmdlets));
        // The parts of the script that are not data have these, once.
        Assert.True(ast.FindAll(node => node is SubExpressionAst, true).Count() <= 3);
        Assert.Equal(0, Run(script));
        Assert.Empty(ast.FindAll(node => node is InvokeMemberExpressionAst or RedirectionAst or ScriptBlockExpressionAst or UsingStatementAst, true));
    }

    /// <summary>Runs a script with stand-ins for the cmdlets; returns how often something else was started.</summary>
    private static int Run(string script)
    {
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddScript("$global:started = 0\n" + string.Concat(
            Cmdlets.Except(["Wait-Settled", "Start-Sleep"]).Select(name => $"function global:{name} {{ if ('{name}' -eq 'Get-EC2VpcEndpoint') {{ [pscustomobject]@{{ State = 'available' }} }} }}\n")
                .Concat(((string[])["canary", "touch", "id", "cp", "aws"]).Select(name => $"function global:{name} {{ $global:started++ }}\n")))).Invoke();
        shell.Commands.Clear();
        // Without the line that asks for a module which is not here.
        shell.AddScript(script.Replace("#requires -Modules AWS.Tools.EC2\n", "", StringComparison.Ordinal)).Invoke();
        Assert.Empty(shell.Streams.Error);
        return (int)shell.Runspace.SessionStateProxy.GetVariable("started");
    }
}
