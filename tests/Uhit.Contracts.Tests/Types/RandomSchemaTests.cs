using RoundTrip;

namespace Uhit.Contracts.Tests.Types;

/// <summary>Schemas at random, messages at random: what the framework finds valid is read, and written the same.</summary>
public sealed class RandomSchemaTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Copy_OfValidMessages_IsTheSame(int seed)
    {
        using var contract = new TypeContract(new RandomSchema(seed).Components());

        foreach (var message in contract.Samples(40))
        {
            var copy = contract.Copy(message);
            Assert.True(
                MessageComparison.Difference(message, copy) is null, $"{MessageComparison.Difference(message, copy)}\n{message}\n{copy}");
        }
    }

    [Fact]
    public void Samples_OfTheSeeds_AreMany() => Assert.True(Seeds.Sum(seed =>
    {
        using var contract = new TypeContract(new RandomSchema((int)seed.Data).Components());
        return contract.Samples(40).Count();
    }) > 300);
}
