using System.Text;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>
/// Plans of one account as a script for review: what would be done, line by line, and why. It stops at the first call that fails.
/// </summary>
public static class RepairScript
{
    // EC2 refuses a second change while one is pending. An endpoint that ends up otherwise than available, or does not settle in five
    // minutes, ends the script.
    private const string WaitInShell = """

        # Waits until an endpoint is available: at most 60 times 5 seconds, and not for one that has failed.
        settle() {
            turn=0
            while :; do
                state=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$@" --query 'VpcEndpoints[0].State' --output text)
                case $state in
                    [Aa]vailable) return 0 ;;
                    [Pp]ending) turn=$((turn + 1)) ;;
                    *) turn=60 ;;
                esac
                if [ "$turn" -ge 60 ]; then
                    printf '%s is %s, not available: nothing more is done.\n' "$1" "$(printf '%s' "$state" | tr -cd '[:alnum:] -')" >&2
                    exit 1
                fi
                sleep 5
            done
        }

        """;

    private const string WaitInPowerShell = """

        # Waits until an endpoint is available: at most 60 times 5 seconds, and not for one that has failed.
        function Wait-Settled([hashtable] $Endpoint) {
            foreach ($turn in 1..60) {
                $state = "$((Get-EC2VpcEndpoint @Endpoint).State)"
                if ($state -eq 'available') { return }
                if ($state -ne 'pending') { break }
                Start-Sleep -Seconds 5
            }
            throw "$($Endpoint.VpcEndpointId) is $($state -replace '[^A-Za-z0-9 -]'), not available: nothing more is done."
        }

        """;

    /// <summary>For a POSIX shell with the <c>aws</c> CLI.</summary>
    public static string ToAwsCli(IReadOnlyList<RepairPlan> plans)
    {
        var script =
            new StringBuilder("#!/bin/sh\n# Repairs VPC endpoints; made by VpceTools from a plan that was proven on the model.\nset -eu\n");
        Write(script, plans, WaitInShell, action => action.ToAwsCli(), (id, region) =>
            $"settle {CommandText.Posix(id)}{(region is null ? "" : $" --region {CommandText.Posix(region)}")}");
        return script.ToString();
    }

    /// <summary>For PowerShell with AWS.Tools.EC2, and AWS.Tools.Route53 where a hosted zone changes.</summary>
    public static string ToPowerShell(IReadOnlyList<RepairPlan> plans)
    {
        var script =
            new StringBuilder($"#requires -Modules {Modules(plans)}\n# Repairs VPC endpoints; made by VpceTools from a plan that was "
                + "proven "
                + "on the model.\n$ErrorActionPreference = 'Stop'\n");
        Write(script, plans, WaitInPowerShell, action => action.ToPowerShell(), (id, region) =>
            $"Wait-Settled @{{ VpcEndpointId = {CommandText.PowerShellQuoted(id)}"
            + $"{(region is null ? "" : $"; Region = {CommandText.PowerShellQuoted(region)}")} }}");
        return script.ToString();
    }

    private static string Modules(IReadOnlyList<RepairPlan> plans) =>
        plans.SelectMany(plan => plan.Repairs).Any(repair => repair.Action is HostedZoneAction)
            ? "AWS.Tools.EC2, AWS.Tools.Route53" : "AWS.Tools.EC2";

    private static void Write(StringBuilder script, IReadOnlyList<RepairPlan> plans, string waiting, Func<RepairAction, string> line,
        Func<string, string?, string> wait)
    {
        if (plans.Count > 0 && plans[0].Network.AccountId is { } account)
            script.Append(Comment($"For the account {account}."));
        if (plans.SelectMany(plan => plan.Repairs).Any(repair => repair.Action is ModifyVpcEndpoint))
            script.Append(waiting.Replace("\r\n", "\n"));
        foreach (var repair in plans.SelectMany(plan => plan.Repairs))
        {
            script.Append('\n').Append(Comment($"{repair.Action.Description} ({repair.Action.ResourceId}). Risk: {repair.Action.Risk}."));
            foreach (var finding in repair.Closes)
                script.Append(Comment($"Closes {finding.Check} of {finding.EndpointId}: {finding.Summary}"));
            if (repair.Action.SideEffect is { } effect)
                script.Append(Comment(effect));
            // With the credentials of one account the calls of another would be refused, or worse, be made there.
            if (repair.Action.AccountId is { } other)
                script.Append(Comment($"With the credentials of account {other}: {line(repair.Action)}"));
            else
                script.Append(line(repair.Action)).Append('\n');
            if (repair.Action is ModifyVpcEndpoint endpoint)
                script.Append(wait(endpoint.EndpointId, endpoint.Region)).Append('\n');
        }

        foreach (var refused in plans.SelectMany(plan => plan.Refused))
            script.Append('\n').Append(Comment($"Not repaired: {refused.Finding.Check} of {refused.Finding.EndpointId}. {refused.Reason}"));
    }

    /// <summary>
    /// A line that neither shell reads, whatever is in it. The blank keeps it from being one of PowerShell's <c>#requires</c>.
    /// </summary>
    private static string Comment(string text) =>
        $"# {ShownText.Line(string.Join(" ", text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)))}\n";
}
