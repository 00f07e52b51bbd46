namespace VpceTools.Checks;

/// <summary>A question about one endpoint. Checks are stateless and pure: the same context gives the same outcome.</summary>
public interface ICheck
{
    /// <summary>The catalogue's entry.</summary>
    CheckDescriptor Descriptor { get; }

    /// <summary>Answers the question. The runner has seen to applicability and required evidence.</summary>
    CheckOutcome Run(CheckContext context);
}
