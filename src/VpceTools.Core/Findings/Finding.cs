using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Actions.Code;

namespace VpceTools.Findings;

/// <summary>A problem of an endpoint: the resource and rule at fault, the proof and the fix.</summary>
public sealed record Finding
{
    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The name of the check that found it.</summary>
    public required string Check { get; init; }

    /// <summary>The endpoint.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's service.</summary>
    public string ServiceName { get; init => field = ShownText.Line(value); } = "";

    /// <summary>The endpoint's VPC.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The id of the resource at fault.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The kind of that resource as CloudFormation names it, for example <c>AWS::EC2::SecurityGroup</c>.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The problem in one sentence.</summary>
    public required string Summary { get; init => field = ShownText.Line(value); }

    /// <summary>The proof.</summary>
    public Evidence Evidence { get; init; } = new();

    /// <summary>What to do, in prose.</summary>
    public string Recommendation { get; init => field = ShownText.Line(value); } = "";

    /// <summary>The fix as typed EC2 calls, in order; empty where only advice can be given.</summary>
    public ValueList<RepairAction> Repair { get; init; } = [];

    /// <summary>Whether there is a fix that can be applied without a person's own judgement.</summary>
    public bool CanRepair => Repair.Count > 0 && Repair.All(action => action.Risk != RepairRisk.Manual);

    /// <summary>The fix as <c>aws</c> CLI lines; empty without one.</summary>
    public string AwsCli => string.Join("\n", Repair.Select(action => action.ToAwsCli()));

    /// <summary>The fix as AWS.Tools lines; empty without one.</summary>
    public string PowerShell => string.Join("\n", Repair.Select(action => action.ToPowerShell()));

    /// <summary>The address in code of the resource at fault, else of the endpoint; null where no code was read.</summary>
    public string? Address { get; init; }

    /// <summary>The file of that code; null where it is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line in that file, from one; null where it is not known.</summary>
    public int? Line { get; init; }

    /// <summary>How it is known what that resource refers to, the weakest reference counts; null where no code was read.</summary>
    public ReferenceProvenance? Provenance { get; init; }

    /// <summary>
    /// The fix of a planned network as EC2 calls. They cannot be made, since the code is what has to change: a change of the code says the
    /// same.
    /// </summary>
    internal ValueList<RepairAction> PlannedRepair { get; init; } = [];

    /// <summary>What code would add that no repair of ours makes, such as an endpoint that is missing.</summary>
    internal ValueList<CodeChange> CodeAdditions { get; init; } = [];

    /// <summary>How code refers to what the fix names.</summary>
    internal CodeNames CodeNames { get; init; } = CodeNames.None;

    /// <summary>
    /// The fix as a part of a CloudFormation template, or in words of the CDK; empty without one, and for code in another language.
    /// </summary>
    public string CloudFormation => CloudFormationText.Of(CodeChanges, CodeNames);

    /// <summary>The fix as a part of a Terraform configuration; empty without one, and for code in another language.</summary>
    public string Terraform => HclText.Of(CodeChanges, CodeNames);

    private IEnumerable<CodeChange> CodeChanges =>
        Repair.Concat(PlannedRepair).Select(CodeChange.From).OfType<CodeChange>().Concat(CodeAdditions)
            .Select(change => change.Writable(CodeNames)).OfType<CodeChange>();

    /// <summary>
    /// Tells findings apart that one check has about one resource, for example the directions of a network ACL. Stays the same while the
    /// numbers change.
    /// </summary>
    internal string Aspect { get; init; } = "";

    /// <summary>
    /// What the affected clients do not get to, interfaces or a prefix list, so that a change which adds to them is seen to make matters
    /// worse.
    /// </summary>
    internal ValueList<string> TargetIds { get; init; } = [];

    /// <summary>What the user asked, so that a repair asks the same again.</summary>
    internal CheckOptions? Options { get; init; }

    /// <summary>One line, for what shows a result's findings in a cell.</summary>
    public override string ToString() => $"{Severity}: {Summary}";
}

/// <summary>How bad a finding is; ascending.</summary>
public enum Severity : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>Hygiene.</summary>
    Low,

    /// <summary>Some clients, some ports or some zones are affected.</summary>
    Medium,

    /// <summary>Many clients, or a client that the user named, cannot use the endpoint.</summary>
    High,

    /// <summary>Nobody can use the endpoint.</summary>
    Critical,
}
