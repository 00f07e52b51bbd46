using System.Text;

namespace VpceTools.Repairs;

/// <summary>Plans of one account as a script for review: what would be done, line by line, and why. It stops at the first call that fails.</summary>
public static class RepairScript
{
    private const int Seconds = 5;

    /// <summary>For a POSIX shell with the <c>aws</c> CLI.</summary>
    public static string ToAwsCli(IReadOnlyList<RepairPlan> plans)
    {
        var script = new StringBuilder("#!/bin/sh\n# Repairs VPC endpoints; made by VpceTools from a plan that was proven on the model.\nset -eu\n");
        Write(script, plans, action => action.ToAwsCli(), (id, region) =>
            $"until aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}{Option(" --region ", region)} --query 'VpcEndpoints[0].State' --output text | grep -qi '^available$'; do sleep {Seconds}; done");
        return script.ToString();
    }

    /// <summary>For PowerShell with AWS.Tools.EC2.</summary>
    public static string ToPowerShell(IReadOnlyList<RepairPlan> plans)
    {
        var script = new StringBuilder("#requires -Modules AWS.Tools.EC2\n# Repairs VPC endpoints; made by VpceTools from a plan that was proven on the model.\n$ErrorActionPreference = 'Stop'\n");
        Write(script, plans, action => action.ToPowerShell(), (id, region) =>
            $"while ((Get-EC2VpcEndpoint -VpcEndpointId {id}{Option(" -Region ", region)}).State -ne 'available') {{ Start-Sleep -Seconds {Seconds} }}");
        return script.ToString();
    }

    private static void Write(StringBuilder script, IReadOnlyList<RepairPlan> plans, Func<RepairAction, string> line, Func<string, string?, string> wait)
    {
        if (plans.Count > 0 && plans[0].Network.AccountId is { } account)
            script.Append($"# For the account {account}.\n");
        foreach (var repair in plans.SelectMany(plan => plan.Repairs))
        {
            script.Append($"\n# {repair.Action.Description} ({repair.Action.ResourceId}). Risk: {repair.Action.Risk}.\n");
            foreach (var finding in repair.Closes)
                script.Append($"# Closes {finding.Check} of {finding.EndpointId}: {OneLine(finding.Summary)}\n");
            if (repair.Action.SideEffect is { } effect)
                script.Append($"# {OneLine(effect)}\n");
            script.Append(line(repair.Action)).Append('\n');
            // EC2 refuses a second change while one is pending.
            if (repair.Action is ModifyVpcEndpoint endpoint)
                script.Append(wait(endpoint.EndpointId, endpoint.Region)).Append('\n');
        }

        foreach (var refused in plans.SelectMany(plan => plan.Refused))
            script.Append($"\n# Not repaired: {refused.Finding.Check} of {refused.Finding.EndpointId}. {OneLine(refused.Reason)}\n");
    }

    private static string Option(string name, string? value) => value is null ? "" : name + value;

    private static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
