using VpceTools.Planned;
using VpceTools.Sources;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>A file that is not read, and why.</summary>
internal static class Refusal
{
    public static string Of(string errorId, string path, CodeKind kind = CodeKind.Plan, string? graph = null)
    {
        var error = Assert.Throws<NetworkSourceException>(() =>
            TerraformFile.Read(new(kind, path) { GraphPath = graph }, TestContext.Current.CancellationToken));
        Assert.Equal(errorId, error.ErrorId);
        return error.Message;
    }
}
