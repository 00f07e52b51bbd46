using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

/// <summary>A fault in the table of default names is found when the tests run, and its line is said.</summary>
public sealed class ServiceCatalogReaderTests
{
    private const string Page = "https://docs.aws.amazon.com/x";

    [Theory]
    [InlineData("""{"code": "a", "title": "A", "types": ["Interface"], "page": §"https://example.com/x", "names": []}""",
        "'page' of service 'a' is on example.com and should be on docs.aws.amazon.com.")]
    [InlineData("""§{"code": "a", "title": "A", "types": ["Interface"], "names": []}""", "service 'a' has no 'page'.")]
    [InlineData("""§{"code": "a", "title": "A", "page": "PAGE", "names": []}""", "service 'a' has no 'types'.")]
    [InlineData("""{"code": "a", "title": "A", "types": ["Interface"], "page": "PAGE", "names": [§{"name": "a.b", "form": "Regional", "use": "Default"}]}""", "name 'a.b' needs both 'use' and 'askedBy', or neither where the SDKs' rules give it.")]
    [InlineData("""{"code": "a", "title": "A", "types": ["Interface"], "page": "PAGE", "names": [{"name": "a.b", "form": §"Local"}]}""",
        "'form' of name 'a.b' is 'Local' and should be one of Regional, Global, Legacy, Account, Resource, Zonal, Discovery.")]
    [InlineData("""{"code": "a", "title": "A", "types": ["Interface"], "page": "PAGE", "names": [{"name": "a.b", §"from": "Local"}]}""",
        "name 'a.b' has 'from', which is not known there; known are name, form, fips, dualStack, in, notIn, use, askedBy, operations, notAnsweredBy, capture, advice.")]
    public void Read_says_what_is_wrong_and_where(string service, string message)
    {
        var (text, line, column) = TaskFileTests.Unmarked($$"""
            {"forms": [{"use": "Default", "askedBy": [{"product": "SDKs", "page": "{{Page}}"}]}], "services": [
            {{service.Replace("PAGE", Page)}}]}
            """);
        Assert.Equal(new(message, line, column), Assert.Throws<DataFileException>(() => ServiceCatalogReader.Read(text)).Error);
    }

    [Fact]
    public void Read_refuses_a_regular_expression_that_is_none()
    {
        var (text, line, column) = TaskFileTests.Unmarked("""{"partitions": [{"id": "aws", "regionPattern": §"("}]}""");
        Assert.Equal(new("'(' is no regular expression.", line, column),
            Assert.Throws<DataFileException>(() => ServiceCatalogReader.Read(text)).Error);
    }
}
