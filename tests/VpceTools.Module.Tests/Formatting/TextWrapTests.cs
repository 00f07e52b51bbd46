using System.Reflection;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>Texts are broken between words, command lines so that they can be pasted as they are shown.</summary>
public sealed class TextWrapTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("one two three four five six", 20, "one two three four|five six")]
    [InlineData("one two", 1, "one two")]
    [InlineData("one two three four five six", 0, "one two three four five six")]
    [InlineData("a-word-that-is-much-longer-than-the-line two", 20, "a-word-that-is-much-longer-than-the-line|two")]
    [InlineData(null, 20, "")]
    [InlineData("{|  'Effect': 'Deny', 'Action': '*'|}", 20, "{|  'Effect': 'Deny',|  'Action': '*'|}")]
    [InlineData("      ", 20, "      ")]
    public void A_text_is_broken_between_words(string? text, int width, string expected) =>
        Assert.Equal(expected, Call("Words", text?.Replace('|', '\n'), width).Replace('\n', '|'));

    [Theory]
    [InlineData("aws ec2 x --one 1 --two 'a b'", 20, '\\', "aws ec2 x --one 1 \\|--two 'a b'")]
    [InlineData("short", 20, '`', "short")]
    [InlineData("aws x --one 1 --two '{|  a b|}' --three 3|aws y", 20, '\\', "aws x --one 1 \\|--two '{|  a b|}' \\|--three 3|aws y")]
    [InlineData("aws x --one 'a'\\''b c' --two 2", 21, '\\', "aws x --one \\|'a'\\''b c' --two 2")]
    [InlineData("Edit-X -One 'a''b c' -Two 2", 21, '`', "Edit-X -One `|'a''b c' -Two 2")]
    [InlineData("aws x --p 'A=1, B=[{C=2, D=\"e f, g\"}]' --two 2", 20, '\\', "aws x --p 'A=1,|B=[{C=2,|D=\"e f, g\"}]' \\|--two 2")]
    [InlineData("aws x --p 'a \"b c d e f g h i j k'", 20, '\\', "aws x --p \\|'a \"b c d e f g h i j k'")]
    public void A_command_line_goes_on_in_the_next_line(string commands, int width, char continuation, string expected) =>
        Assert.Equal(expected, Call("Commands", commands.Replace('|', '\n'), width, $"{continuation}").Replace('\n', '|'));

    public void Dispose() => _session.Dispose();

    private string Call(string method, params object?[] arguments)
    {
        var type = (Type)Assert.Single(_session.Invoke("[VpceTools.Formatting.ItemView].Assembly.GetType('VpceTools.Formatting.TextWrap')")
            .Succeeded()).BaseObject;
        return (string)type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;
    }
}
