namespace VpceTools.Aws.Calling;

/// <summary>How far a failed call came; whoever changes something must know whether it may have been changed all the same.</summary>
internal enum Delivery
{
    /// <summary>EC2 answered with an error code of its own.</summary>
    Answered,

    /// <summary>No connection came about: EC2 never saw the request.</summary>
    NotSent,

    /// <summary>The request was sent, wholly or in part, and no answer of EC2 came back.</summary>
    Unanswered,
}
