namespace VpceTools.Naming;

/// <summary>One step on the way from a question to its answer: what was asked there and what it said.</summary>
/// <param name="Kind">Which part of DNS the step is about.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Name">The name that was asked for at this step.</param>
/// <param name="ResourceId">The AWS resource; null where there is none.</param>
/// <param name="VpcId">The VPC whose resolver was at work; null outside.</param>
/// <param name="Text">The step as a sentence.</param>
public sealed record NameStep(NameStepKind Kind, NameStepOutcome Outcome, string Name, string? ResourceId, string? VpcId, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The parts of DNS that a question meets.</summary>
public enum NameStepKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Which resolver the client asks.</summary>
    Resolver,

    /// <summary>The DNS attributes of the VPC.</summary>
    VpcDns,

    /// <summary>Route 53 Resolver DNS Firewall.</summary>
    DnsFirewall,

    /// <summary>A Resolver rule.</summary>
    ResolverRule,

    /// <summary>A Route 53 Profile.</summary>
    Profile,

    /// <summary>A private hosted zone.</summary>
    HostedZone,

    /// <summary>The private names of an endpoint.</summary>
    EndpointPrivateDns,

    /// <summary>An endpoint's own public name.</summary>
    EndpointPublicName,

    /// <summary>Names that the Resolver answers itself.</summary>
    Autodefined,

    /// <summary>A record of a zone.</summary>
    Record,

    /// <summary>A CNAME record, after which the new name is asked for from the start.</summary>
    Cname,

    /// <summary>An alias record.</summary>
    Alias,

    /// <summary>A query that leaves the VPC through an outbound endpoint.</summary>
    Forward,

    /// <summary>The addresses of an endpoint.</summary>
    Addresses,

    /// <summary>An IPv6 address that the Resolver makes up.</summary>
    Dns64,

    /// <summary>Public DNS.</summary>
    Public,
}

/// <summary>What became of a step.</summary>
public enum NameStepOutcome : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It took the question on, or ended it.</summary>
    Decided,

    /// <summary>It let the question through.</summary>
    Passed,

    /// <summary>It could have answered and did not; the text says why.</summary>
    NotApplied,

    /// <summary>What it says is not known.</summary>
    Unknown,

    /// <summary>It claims the name with the same right as what decided, and which of the two wins is not documented.</summary>
    Rival,
}
