using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>Plans and states that lie beside the repository on some machines; they are no part of the project.</summary>
internal static class SharedInputs
{
    private static readonly string Folder =
        Path.GetFullPath(Path.Combine(Repository.Root, "..", "..", "shared", "iac-inputs", "terraform"));

    private static readonly string Beside = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "iac-inputs", "terraform"));

    /// <summary>The path of an input; skips the test where it is not there.</summary>
    public static string Of(string name)
    {
        var path = new[] { Beside, Folder }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"The shared input {name} is not beside the repository.");
        return path!;
    }
}
