using Moq;
using Uhit.Client.Events;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Events;

public sealed class DispatchSignalTests
{
    private static readonly RequestId R1 = RequestId.Parse("R-1");
    private static readonly RequestId R2 = RequestId.Parse("R-2");

    [Fact]
    public void ListenTo_AStoreThatTells_WakesTheWatchesOfWhatChanged()
    {
        Action<RequestId?> tell = _ => { };
        var store = new Mock<IUhitStore>();
        var listening = new Mock<IDisposable>();
        store.Setup(it => it.Listen(It.IsAny<Action<RequestId?>>()))
            .Callback((Action<RequestId?> changed) => tell = changed)
            .Returns(listening.Object);
        using (var signal = new DispatchSignal())
        {
            signal.ListenTo(store.Object);
            signal.ListenTo(store.Object);
            using var one = signal.Begin(R1);
            using var other = signal.Begin(R2);

            var (first, second) = (one.Next, other.Next);
            tell(R1);
            Assert.True(first.IsCompleted);
            Assert.False(second.IsCompleted);

            first = one.Next;
            tell(null);
            Assert.True(first.IsCompleted && second.IsCompleted);
        }

        store.Verify(it => it.Listen(It.IsAny<Action<RequestId?>>()), Times.Once);
        listening.Verify(it => it.Dispose(), Times.Once);
    }
}
