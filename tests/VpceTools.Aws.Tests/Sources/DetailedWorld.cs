using VpceTools.Testing;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// A world with every detail that the model has: dual stack, peering, prefix lists of both kinds, all targets of routes, states.
/// </summary>
internal static class DetailedWorld
{
    public static string Json { get; } = ReadResource();

    public static Ec2World Create() => Ec2World.FromJson(Json);

    private static string ReadResource()
    {
        using var reader = new StreamReader(typeof(DetailedWorld).Assembly.GetManifestResourceStream("detailed-world.json")!);
        return reader.ReadToEnd();
    }
}
