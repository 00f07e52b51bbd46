using CsCheck;
using VpceTools.Comparing;
using Xunit;

namespace VpceTools.Core.Tests.Comparing;

public sealed class MinimalSetTests
{
    /// <summary>Any rule over the sets of eight items that says yes to all of them and no to none, monotone or not.</summary>
    [Fact]
    public void No_item_of_the_set_can_be_left_out() => Gen.Bool.Array[256].Sample(
        table =>
        {
            bool Says(IReadOnlyList<int> items) => Mask(items) is var mask && (mask == 255 || (mask != 0 && table[mask]));

            var set = MinimalSet.Of([0, 1, 2, 3, 4, 5, 6, 7], Says);

            Assert.True(Says(set));
            Assert.All(set, item => Assert.True(set.Count == 1 || !Says([.. set.Where(other => other != item)])));
        },
        iter: 300);

    [Fact]
    public void A_few_among_many_are_found_in_few_trials()
    {
        var (trials, wanted) = (0, new HashSet<int> { 17, 801 });

        var set = MinimalSet.Of([.. Enumerable.Range(0, 1_000)], items =>
        {
            trials++;
            return wanted.IsSubsetOf(items);
        });

        Assert.Equal([17, 801], set.Order());
        Assert.InRange(trials, 2, 150);
    }

    private static int Mask(IReadOnlyList<int> items) => items.Sum(item => 1 << item);
}
