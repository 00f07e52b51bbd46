using Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>Small readings that several mappers share.</summary>
internal static class Text
{
    /// <summary>The value of the <c>Name</c> tag.</summary>
    public static string? NameOf(List<Tag>? tags) => tags?.Find(t => t.Key == "Name")?.Value;
}
