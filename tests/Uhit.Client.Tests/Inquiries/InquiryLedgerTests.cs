using System.Text.Json;
using CsCheck;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Inquiries;

public sealed class InquiryLedgerTests
{
    [Fact]
    public void Apply_SmallSetsOfFacts_IsTheSameInEveryOrder() => FactGenerators.Facts.Array[0, 5].Sample(
        facts =>
        {
            var expected = Text(Apply(facts));
            foreach (var permutation in Permutations(facts))
            {
                Assert.Equal(expected, Text(Apply(permutation)));
            }
        },
        iter: 300);

    [Fact]
    public void Apply_AnyFactsShuffledAndRepeated_IsTheSame() => Gen.Select(
        FactGenerators.Facts.Array[1, 25], Gen.Int[0, int.MaxValue]).Sample(
        (facts, seed) =>
        {
            var random = new Random(seed);
            var again = facts.Concat(facts.Where(_ => random.Next(2) == 0)).Concat(facts.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(again);

            Assert.Equal(Text(Apply(facts)), Text(Apply(again)));
        },
        iter: 1000);

    [Fact]
    public void Apply_AFactThatIsKnown_ChangesNothing() => FactGenerators.Facts.Array[1, 12].Sample(
        facts =>
        {
            var ledger = Apply(facts);
            Assert.All(facts, fact => Assert.Equal(Text(ledger), Text(ledger.Apply(fact))));
        },
        iter: 1000);

    [Fact]
    public void Apply_AnyFacts_GivesASnapshotThatSaysTheSame() =>
        Gen.Select(FactGenerators.Facts.Array[0, 8], Gen.Int[0, int.MaxValue]).Sample(
            (facts, seed) =>
            {
                var shuffled = facts.ToArray();
                new Random(seed).Shuffle(shuffled);

                Assert.Equal(Text(FactGenerators.SnapshotOf(Apply(facts))), Text(FactGenerators.SnapshotOf(Apply(shuffled))));
            },
            iter: 1000);

    private static InquiryLedger Apply(IEnumerable<InquiryFact> facts) =>
        facts.Aggregate(InquiryLedger.Empty, (ledger, fact) => ledger.Apply(fact));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private static IEnumerable<InquiryFact[]> Permutations(InquiryFact[] facts)
    {
        if (facts.Length <= 1)
        {
            yield return facts;
            yield break;
        }

        for (var i = 0; i < facts.Length; i++)
        {
            var rest = facts.Where((_, index) => index != i).ToArray();
            foreach (var permutation in Permutations(rest))
            {
                yield return [facts[i], .. permutation];
            }
        }
    }
}
