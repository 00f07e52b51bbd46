using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What a client is answered for a name, in words and texts for people and scripts.</summary>
public sealed record EndpointNameAnswer
{
    /// <summary>The name that was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What was asked for.</summary>
    public required NameType Type { get; init; }

    /// <summary>Who asked.</summary>
    public required string Client { get; init; }

    /// <summary>The VPC whose resolver the client asks; null where that is not known.</summary>
    public string? VpcId { get; init; }

    /// <summary>The Region of the endpoints that the question is about.</summary>
    public string? Region { get; init; }

    /// <summary>The account that owns them.</summary>
    public string? AccountId { get; init; }

    /// <summary>The answer.</summary>
    public required NameStatus Status { get; init; }

    /// <summary>The addresses that an answer is made of.</summary>
    public ValueList<string> Addresses { get; init; } = [];

    /// <summary>The endpoint that the name leads to; null for none.</summary>
    public string? EndpointId { get; init; }

    /// <summary>What decided: where the name resolves, what took it on; else what is at fault.</summary>
    public NameSource? Source { get; init; }

    /// <summary>The id of what decided.</summary>
    public string? ResourceId { get; init; }

    /// <summary>How long clients may keep the answer, in seconds; null where no record says.</summary>
    public long? Ttl { get; init; }

    /// <summary>Every step from the question to the answer, those that did not apply included.</summary>
    public ValueList<string> Chain { get; init; } = [];

    /// <summary>What would have to be known: a command where one tells, else why it is not known.</summary>
    public ValueList<string> Missing { get; init; } = [];

    /// <summary>The answer of the engine as it is shown.</summary>
    public static EndpointNameAnswer From(NameAnswer answer) => new()
    {
        Name = answer.Name.ToString(),
        Type = answer.Type,
        Client = answer.Client.Label,
        VpcId = answer.VpcId,
        Status = answer.Status,
        Addresses = answer.Addresses.Select(a => a.Address.ToString()).ToValueList(),
        EndpointId = answer.EndpointId,
        Source = answer.Source,
        ResourceId = answer.ResourceId,
        Ttl = answer.Ttl,
        Chain = answer.Chain.Select(s => ShownText.Line(s.Text)).ToValueList(),
        Missing = answer.Missing.Select(m => m.Command ?? ShownText.Line(m.Reason)).Distinct().ToValueList(),
    };
}
