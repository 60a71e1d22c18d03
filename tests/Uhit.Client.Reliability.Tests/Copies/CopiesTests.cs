using Uhit.Client.Reliability.Copies;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Tests.Copies;

public sealed class CopiesTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Play_CopiesAtOnce_OneEffectAndOneAnswerEach(string store)
    {
        const int Rounds = 3;
        const int Copies = 200;
        using var cast = new Cast();
        await using var house = await StoreHouses.CreateAsync(store);

        var result = await CopyRounds.PlayAsync(Rounds, Copies, house, cast);

        Assert.Empty(result.Violations);
        Assert.Equal((Rounds, Rounds * Copies), (result.Effects, result.Identical));
    }
}
