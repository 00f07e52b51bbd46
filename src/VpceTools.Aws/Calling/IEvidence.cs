using VpceTools.Model;

namespace VpceTools.Aws.Calling;

/// <summary>Evidence of any kind of item.</summary>
internal interface IEvidence
{
    /// <summary>The kind.</summary>
    ResourceKind Kind { get; }

    /// <summary>Why nothing was given; null where something was.</summary>
    CallError? Error { get; }
}
