using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Findings;
using VpceTools.Parameters;
using VpceTools.Repairing;
using VpceTools.Repairs.Actions;

namespace VpceTools.Commands;

/// <content>The parameters: what is repaired, how far, by which limits, and what is given back.</content>
public sealed partial class RepairVpcEndpointCommand
{
    /// <summary>Findings of Get-VpcEndpointFinding, or results of Test-VpcEndpoint; only what they name is repaired.</summary>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, ValueFromPipeline = true)]
    [RepairInputTransformation]
    [ValidateNotNullOrEmpty]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The most care that an action may need.</summary>
    [Parameter]
    [ValidateSet(nameof(RepairRisk.Safe), nameof(RepairRisk.Caution))]
    public RepairRisk MaximumRisk { get; set; } = RepairRisk.Caution;

    /// <summary>Network ACLs, by id, whose deny entries an allow entry may go in front of.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkAclCompleter))]
    public string[]? AllowOverrideDeny { get; set; }

    /// <summary>How far the fix of an endpoint policy goes.</summary>
    [Parameter]
    public PolicyMode PolicyMode { get; set; }

    /// <summary>The account's quota of rules a security group and direction.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int SecurityGroupRuleQuota { get; set; } = RepairQuotas.Default.RulesPerSecurityGroup;

    /// <summary>The account's quota of entries a network ACL and direction.</summary>
    [Parameter]
    [ValidateRange(1, 40)]
    public int NetworkAclEntryQuota { get; set; } = RepairQuotas.Default.EntriesPerNetworkAcl;

    /// <summary>How many seconds an endpoint may stay pending, or an attachment of a transit gateway be changing.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 300;

    /// <summary>A file that takes a line before and after each call.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>A new folder for the repaired snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputSnapshotPath { get; set; }

    /// <summary>Asks EC2 with a dry run of each call whether IAM allows it, and changes nothing.</summary>
    [Parameter]
    public SwitchParameter CheckPermission { get; set; }

    /// <summary>Gives the plan as a script, and changes nothing.</summary>
    [Parameter]
    public SwitchParameter AsScript { get; set; }

    /// <summary>The language of the script.</summary>
    [Parameter(Position = 1)]
    public RepairScriptLanguage ScriptLanguage { get; set; } = RepairScriptLanguage.AwsCli;

    /// <summary>Applies the plan without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what Test-VpcEndpoint says about the endpoints afterwards, in place of the actions.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }
}
