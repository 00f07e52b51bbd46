namespace VpceTools.Aws.Repairing;

/// <summary>The pauses between looks at a resource, or between repeated calls: short first, longer later.</summary>
/// <param name="First">The first pause.</param>
/// <param name="Longest">The longest pause.</param>
internal sealed record Pace(TimeSpan First, TimeSpan Longest)
{
    private const double Growth = 1.5;

    /// <summary>Gentle with EC2, whose describe calls share one rate limit an account: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html.</summary>
    public static Pace Gentle { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>Waits before the next turn; the first is 0.</summary>
    public Task WaitAsync(int turn, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * Math.Pow(Growth, turn), Longest.TotalSeconds)), cancellationToken);
}
