namespace VpceTools.Testing;

/// <summary>
/// Something other than the plain answer that a test server is told to do: refuse, throttle, be slow, break. Wordings and statuses are
/// those of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.
/// </summary>
public sealed record Ec2Behaviour
{
    private Ec2Behaviour(Act action) => Action = action;

    internal enum Act
    {
        Error,
        Denied,
        ExpiredToken,
        AuthFailure,
        Delay,
        Hang,
        CutOff,
        Reset,
        InvalidXml,
    }

    internal Act Action { get; }

    internal TimeSpan Duration { get; private init; }

    internal string Code { get; private init; } = "";

    internal string Message { get; private init; } = "";

    internal int Status { get; private init; } = 400;

    internal bool IsAfterwards { get; private init; }

    internal int Remaining { get; private init; } = int.MaxValue;

    internal Predicate<Ec2Call> Applies { get; private init; } = static _ => true;

    /// <summary>IAM says no: <c>UnauthorizedOperation</c>, 403.</summary>
    public static Ec2Behaviour Denied() => new(Act.Denied);

    /// <summary>The account's request rate is used up: <c>RequestLimitExceeded</c>, 503, that many times.</summary>
    public static Ec2Behaviour Throttled(int times) => Error("RequestLimitExceeded", "Request limit exceeded.", 503).Times(times);

    /// <summary>The answer comes late. Adds to any other behaviour.</summary>
    public static Ec2Behaviour Slow(TimeSpan delay) => new(Act.Delay) { Duration = delay };

    /// <summary>No answer ever comes; the connection stays open until the client gives up or the server stops.</summary>
    public static Ec2Behaviour Hang() => new(Act.Hang);

    /// <summary>The connection breaks in the middle of the answer.</summary>
    public static Ec2Behaviour CutOff() => new(Act.CutOff);

    /// <summary>A 200 whose body is not well-formed XML.</summary>
    public static Ec2Behaviour InvalidXml() => new(Act.InvalidXml);

    /// <summary>EC2 itself fails: <c>InternalError</c>, 500.</summary>
    public static Ec2Behaviour InternalError() => Error("InternalError", "An internal error has occurred", 500);

    /// <summary>The session is over: <c>RequestExpired</c> from EC2, <c>ExpiredToken</c> from STS.</summary>
    public static Ec2Behaviour ExpiredToken() => new(Act.ExpiredToken);

    /// <summary>The credentials are not known: <c>AuthFailure</c>, 401, from EC2, <c>InvalidClientTokenId</c>, 403, from STS.</summary>
    public static Ec2Behaviour AuthFailure() => new(Act.AuthFailure);

    /// <summary>Any other refusal.</summary>
    public static Ec2Behaviour Error(string code, string message, int status = 400) =>
        new(Act.Error) { Code = code, Message = message, Status = status };

    /// <summary>The connection breaks before the request is carried out.</summary>
    public static Ec2Behaviour Reset() => new(Act.Reset);

    /// <summary>The same, but the request is carried out first: only its answer is not what it should be.</summary>
    public Ec2Behaviour Afterwards() => this with { IsAfterwards = true };

    /// <summary>The same, but only for the next so many requests.</summary>
    public Ec2Behaviour Times(int times) => this with { Remaining = times };

    /// <summary>The same, but only for some requests.</summary>
    public Ec2Behaviour When(Predicate<Ec2Call> applies) => this with { Applies = applies };

    internal Ec2Behaviour Used() => Remaining == int.MaxValue ? this : this with { Remaining = Remaining - 1 };
}
