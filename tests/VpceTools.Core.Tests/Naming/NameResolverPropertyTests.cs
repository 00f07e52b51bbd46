using CsCheck;
using VpceTools.Naming;
using Xunit;

namespace VpceTools.Core.Tests.Naming;

/// <summary>The engine against the reference, over random zones, rules, Profiles, firewall lists and endpoints of two accounts.</summary>
public sealed class NameResolverPropertyTests
{
    [Fact]
    public void Answer_and_source_are_the_references() => NameWorldGenerator.World.Sample(networks =>
    {
        var index = NameIndex.From(networks);
        foreach (var question in Questions())
        {
            var wanted = new ReferenceResolver(networks).Ask(question.Vpc, question.Name, question.Type.ToString());
            var answer = Resolve(index, question);
            Assert.True(IsSame(wanted, answer), Describe(question, answer)
                + $"\nreference: {wanted.Status} {wanted.Decider} {wanted.EndpointId} {string.Join(' ', wanted.Addresses)}");
        }
    }, iter: 250, print: _ => "");

    [Fact]
    public void Less_evidence_never_makes_another_answer() => NameWorldGenerator.World.Sample(networks =>
    {
        var index = NameIndex.From(networks);
        var whole = Questions().ToDictionary(q => q, q => Resolve(index, q));
        foreach (var (what, less) in LessEvidence.Of(networks))
        {
            var other = NameIndex.From(less);
            foreach (var (question, answer) in whole)
            {
                var now = Resolve(other, question);
                Assert.True(IsWeaker(now, answer), $"{what}: {Describe(question, now)}\n--- with it: {Describe(question, answer)}");
            }
        }
    }, iter: 15, print: _ => "");

    /// <summary>Unknown, or the same answer; and whether it leads to an endpoint is not known where it was, or as it was.</summary>
    private static bool IsWeaker(NameAnswer now, NameAnswer before)
    {
        if (now.Status == NameStatus.Unknown)
            return true;
        var endpoints = Enumerable.Range(1, 4).Select(i => "vpce-0e" + i);
        // What would have answered, had the VPC DNS hostnames, explains a public answer and is no part of it.
        var isExplained = now is { Status: NameStatus.Public, Source: NameSource.Public } && before.Source == NameSource.VpcDns;
        return now.Status == before.Status && (isExplained || (now.Source == before.Source && now.ResourceId == before.ResourceId))
            && now.OverrideName == before.OverrideName
            && endpoints.All(e => now.LeadsTo(e) is null || now.LeadsTo(e) == before.LeadsTo(e))
            && now.Addresses.Select(a => a.Address).ToHashSet().IsSubsetOf(before.Addresses.Select(a => a.Address))
            && (!now.HasAllAddresses || now.Addresses.Count == before.Addresses.Count);
    }

    private static bool IsSame(ReferenceAnswer wanted, NameAnswer answer) =>
        wanted.Status == answer.Status && (wanted.Status == NameStatus.Unknown
        || (wanted.Decider == (answer.Source!.Value, answer.ResourceId) && wanted.EndpointId == answer.EndpointId
            && wanted.OverrideName == answer.OverrideName
            && wanted.Addresses.SetEquals(answer.Addresses.Select(a => a.ToString()))));

    private static NameAnswer Resolve(NameIndex index, Question question) =>
        NameResolver.Resolve(index, NameClient.InVpc(question.Vpc), DomainName.Parse(question.Name), question.Type);

    private static IEnumerable<Question> Questions() =>
        from vpc in NameWorldGenerator.Vpcs
        from name in NameWorldGenerator.Names
        from type in new[] { NameType.A, NameType.AAAA }
        select new Question(vpc, name, type);

    private static string Describe(Question question, NameAnswer answer) => string.Join('\n',
    [
        $"{question}: {answer.Status} {answer.Source} {answer.ResourceId} {answer.EndpointId} {answer.Addresses}",
        .. answer.Chain.Select(s => s.Text), .. answer.Missing.Select(m => m.Reason),
    ]);

    private sealed record Question(string Vpc, string Name, NameType Type);
}
