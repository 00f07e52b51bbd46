namespace VpceTools.Testing.Hostile;

/// <summary>
/// Texts that want to become code: a call of the program <c>canary</c>, or a file to create, in everything that shells, PowerShell and
/// their tools break quotes, words and lines with. The same seed gives the same texts.
/// </summary>
public static class HostileTexts
{
    private static readonly string[] Commands = ["canary", "canary x", ">pwned", "id>pwned", "touch pwned", "{canary,}", "c''anary",
        "canary;#", "cp /bin/sh pwned", "echo x>>pwned"];

    private static readonly string[] Breakouts =
    [
        "{0}", ";{0};", "&{0}&", "&&{0}", "||{0}||", "|{0}", "$({0})", "`{0}`", "${{IFS}}{0}", "\n{0}\n", "\r{0}\r", "\r\n{0}\r\n",
        "';{0};'", "\";{0};\"", "'$({0})'", "\"$({0})\"",
        "'`{0}`'", "\\';{0};\\'", "'\\'';{0};'\\''", "\\\n{0}", "<({0})", ">({0})", "a[$({0})]", "$(({0}))", "@({0})", "'+({0})+'",
        "\"+({0})+\"", "\u2019;{0};\u2019", "\u2018;{0};\u2018",
        "\u201c;{0};\u201d", "';{0};#", "#\n{0}", "#>\n{0}\n<#", "}};{0};{{", ");{0};(", "EOF\n{0}\nEOF", "\t{0}\t", ",{0},", "-x{0}",
        "--config={0}", "@{0}", "=cmd|'{0}'!A1", "\0{0}", "\u001b[2J{0}",
        "\u001b]0;{0}\u0007", "\u202e{0}", "\u0085{0}\u2028", "%0a{0}", "\\n{0}", "~{0}", "*{0}?", "|{0}\n@@ 200 0 0 0 x\n@@exit 0",
    ];

    // Addresses of this machine only: a text that is an address may be connected to.
    private static readonly string[] Surroundings =
        ["", "x,", ",y", "1/1", "127.0.9.99", "127.0.9.99/9", "::1", "x A 127.0.9.99 5", "a.invalid CNAME ", "\tAnswered\t1\t",
            "dns\tx\t-\tAnswered\t1\t", "https://", "[::1]", "127.0.9.99,127.0.9.98", "0x7f.1"];

    private static readonly string[] Garbage =
        [.. "$`'\"\\;&|<>(){}[]*?!#~=%^@,:./- \t\n\r\0\u0001\u0007\u001b\u007f\u0085\u009b\u202e\u2066\u200b\u2028\ufeffab\u00e9".Select(
            c => c.ToString()), "\U0001f600"];

    /// <summary>As many texts as are asked for.</summary>
    public static IEnumerable<string> Sequence(int seed, int count)
    {
        var random = new Random(seed);
        string One(string[] choices) => choices[random.Next(choices.Length)];
        for (var i = 0; i < count; i++)
        {
            var text = One(Surroundings) + string.Format(System.Globalization.CultureInfo.InvariantCulture, One(Breakouts), One(Commands))
                + One(Surroundings);
            yield return random.Next(5) > 0 ? text : text
                + string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => One(Garbage)));
        }
    }
}
