using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Copies;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Tests.Copies;

public sealed class CopiesTests
{
    [Theory]
    [InlineData("memory", 3)]
    [InlineData("sqlite", 3)]
    [InlineData("postgres", 1)]
    public async Task Play_CopiesAtOnce_OneEffectAndOneAnswerEach(string store, int rounds)
    {
        const int Copies = 200;
        if (store is "postgres")
        {
            PostgresFixture.RequireBinaries();
        }

        using var cast = new Cast();
        await using var house = await StoreHouses.CreateAsync(store);

        var result = await CopyRounds.PlayAsync(rounds, Copies, house, cast);

        Assert.Empty(result.Violations);
        Assert.Equal((rounds, rounds * Copies), (result.Effects, result.Identical));
    }

    // With its index the same rounds are clean: only the database can keep two processes apart that look up at the same moment.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Play_WithoutTheUniqueIndex_IsSeen(bool isDropped)
    {
        PostgresFixture.RequireBinaries();
        using var cast = new Cast();
        await using var house = await PostgresHouse.CreateAsync();
        await house.OpenAsync(TimeProvider.System);
        if (isDropped)
        {
            await house.ExecuteAsync("DROP INDEX uhit.message_identity");
        }

        var result = await CopyRounds.PlayAsync(rounds: 2, copies: 60, house, cast, isKnown: _ => false);

        Assert.Equal(isDropped, result.Violations.Any(violation => violation.Promise == Promise.StoredOnce));
    }
}
