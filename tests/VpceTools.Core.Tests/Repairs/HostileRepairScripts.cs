using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using VpceTools.Testing.Hostile;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Makes the scripts and lines of networks that want to become code, runs them with stand-ins for the AWS CLI and for AWS.Tools, and says
/// what else was started or created.
/// </summary>
internal static class HostileRepairScripts
{
    private static readonly string[] Cmdlets =
    [
        "Edit-EC2VpcEndpoint", "Edit-EC2VpcAttribute", "New-EC2NetworkAclEntry", "Remove-EC2NetworkAclEntry",
        "Grant-EC2SecurityGroupIngress", "Grant-EC2SecurityGroupEgress",
        "Revoke-EC2SecurityGroupIngress", "Revoke-EC2SecurityGroupEgress", "Get-EC2VpcEndpoint", "Wait-Settled", "Start-Sleep",
    ];

    private static readonly Regex Option = new("^--[a-z0-9-]+\\z", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex Address = new("^[A-Za-z][A-Za-z0-9+.-]*://(?!policy[.]json\\z)", RegexOptions.None,
        TimeSpan.FromSeconds(1));

    /// <summary>Lays texts into a network and runs its scripts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Which texts.</param>
    /// <param name="count">How many texts that were.</param>
    /// <returns>What was started or created that should not have been; empty for nothing.</returns>
    public static IReadOnlyList<string> Run(VpcNetwork network, int seed, out int count)
    {
        var hostile = HostileNetworks.Of(network, seed, out count);
        var options = new RepairOptions { AllowOverrideDeny = [.. hostile.NetworkAcls.Select(a => a.Id)] };
        return [.. Run(RepairPlanner.Plan(hostile, hostile.Endpoints, options)).Select(what => $"seed {seed}: {what}")];
    }

    /// <summary>Runs the scripts of a plan, and the lines of the findings of its network.</summary>
    public static IReadOnlyList<string> Run(RepairPlan plan)
    {
        var runner = new CheckRunner(plan.Network);
        var findings = plan.Network.Endpoints.SelectMany(e => runner.Run(e)).SelectMany(r => r.Findings).ToList();
        var undo = plan.Repairs.Select(r => r.Undo).ToList();
        var shell = RepairScript.ToAwsCli([plan])
            + string.Join("\n", [.. findings.Select(f => f.AwsCli), .. undo.Select(u => u.ToAwsCli()), .. findings.SelectMany(Pasted)])
                + "\n";
        var powerShell = RepairScript.ToPowerShell([plan])
            + string.Join("\n", [.. findings.Select(f => f.PowerShell), .. undo.Select(u => u.ToPowerShell())]) + "\n";
        return
        [
            .. (shell + powerShell).Where(c => c is not ('\n' or '\t') && char.IsControl(c))
                .Select(c => $"a control character: {(int)c:X4}").Distinct(),
            .. findings.SelectMany(f => new[] { f.Summary, f.Recommendation, f.Evidence.Component, f.Evidence.Rule })
                .Where(text => text?.Any(char.IsControl) == true).Select(text => $"shown: {text}"),
            .. InPowerShell(powerShell),
            .. ScriptSandbox.IsPossible ? InShell(shell) : [],
        ];
    }

    private static List<string> InShell(string script)
    {
        using var sandbox = new ScriptSandbox().Program("aws", "case $2 in describe-vpc-endpoints) echo available ;; esac");
        // What follows a line that fails is to be tried as well.
        var (_, _, error) = sandbox.Run(script.Replace("set -eu", "set +e", StringComparison.Ordinal));
        var seen = sandbox.Breakouts().ToList();
        if (error.Length > 0)
            seen.Add($"the shell says: {error}");
        foreach (var call in sandbox.Calls("aws"))
        {
            // Nothing but what the line says is an option, or the name of a file.
            if (call is not ["ec2", ..] || Array.Exists(call, argument => (argument.StartsWith('-') && !Option.IsMatch(argument))
                || Address.IsMatch(argument)))
                seen.Add($"called: aws {string.Join(' ', call)}");
        }

        if (seen.Count > 0)
            seen.Add(script);
        return seen;
    }

    private static List<string> InPowerShell(string script)
    {
        // Without the line that asks for a module which is not here.
        script = script.Replace("#requires -Modules AWS.Tools.EC2\n", "", StringComparison.Ordinal);
        var ast = Parser.ParseInput(script, out _, out var errors);
        var seen = errors.Select(e => $"PowerShell says: {e.Message}").ToList();
        seen.AddRange(ast.FindAll(node => node is CommandAst, true).Cast<CommandAst>().Where(c => !Cmdlets.Contains(c.GetCommandName()))
            .Select(c => $"called: {c}"));
        seen.AddRange(ast.FindAll(node =>
            node is InvokeMemberExpressionAst or RedirectionAst or ScriptBlockExpressionAst or UsingStatementAst, true)
                .Select(node => $"code: {node}"));
        // The function that waits has these, and data has none.
        if (ast.FindAll(node => node is SubExpressionAst or ExpandableStringExpressionAst && !IsInFunction(node), true).Any())
            seen.Add("a text that is expanded");
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddScript("$global:started = 0\n" + string.Concat(
            Cmdlets.Except(["Wait-Settled", "Start-Sleep"])
                .Select(name => $"function global:{name} {{ if ('{name}' -eq 'Get-EC2VpcEndpoint') {{ [pscustomobject]@{{ State = 'available' }} }} }}\n")
                .Concat(((string[])["canary", "touch", "id", "cp", "aws"])
                    .Select(name => $"function global:{name} {{ $global:started++ }}\n")))).Invoke();
        shell.Commands.Clear();
        shell.AddScript(script).Invoke();
        seen.AddRange(shell.Streams.Error.Select(e => $"PowerShell says: {e}"));
        if ((int)shell.Runspace.SessionStateProxy.GetVariable("started") is > 0 and var started)
            seen.Add($"started: {started} commands");
        if (seen.Count > 0)
            seen.Add(script);
        return seen;
    }

    private static bool IsInFunction(Ast node)
    {
        for (var n = node; n is not null; n = n.Parent)
            if (n is FunctionDefinitionAst)
                return true;
        return false;
    }

    /// <summary>Advice ends in a line to paste.</summary>
    private static IEnumerable<string> Pasted(Finding finding) =>
        finding.Recommendation.IndexOf(": aws ec2 ", StringComparison.Ordinal) is > 0 and var at
            ? [finding.Recommendation[(at + 2)..].TrimEnd('.')] : [];
}
