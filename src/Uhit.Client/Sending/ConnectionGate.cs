using Uhit.Client.Certificates;
using Uhit.Client.Http;

namespace Uhit.Client.Sending;

/// <summary>Lets a send through once the way to CNP has been checked with the certificate that will be shown.</summary>
/// <remarks>Under TLS 1.3 a refused client certificate shows only after the first bytes have left. The
/// check, which sends no inquiry, finds it before.</remarks>
internal sealed class ConnectionGate(
    Uri endpoint, UhitTransport transport, ICertificateSource certificates, bool isEnabled) : IDisposable
{
    private readonly SemaphoreSlim _oneCheck = new(1, 1);
    private volatile string? _passedWith;

    /// <summary>Checks where it has not been done yet, or the certificate has changed.</summary>
    /// <returns>Why nothing may be sent; <see langword="null"/> where the way is free.</returns>
    public async Task<UhitConnectionException?> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!isEnabled || _passedWith == Thumbprint())
            {
                return null;
            }

            await _oneCheck.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return _passedWith == Thumbprint()
                    ? null
                    : FailureOf(await CheckAsync(cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                _oneCheck.Release();
            }
        }
        catch (OperationCanceledException exception)
        {
            return new UhitConnectionException(
                ConnectionFailure.Interrupted, "The call ended while the way to CNP was being checked: nothing was sent.", exception);
        }
        catch (UhitConfigurationException exception)
        {
            return new UhitConnectionException(ConnectionFailure.ClientCertificateUnusable, exception.Message, exception);
        }
    }

    /// <summary>Checks in any case, step by step, without sending an inquiry.</summary>
    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var report = await transport.CreateProbe().RunAsync(endpoint, cancellationToken).ConfigureAwait(false);
        if (FailureOf(report) is null)
        {
            _passedWith = Thumbprint();
        }

        return report;
    }

    public void Dispose() => _oneCheck.Dispose();

    // A status to the check's HEAD is no reason to hold an inquiry back: the service may answer so to whatever is no POST.
    private static UhitConnectionException? FailureOf(ConnectionReport report) =>
        report.Steps.FirstOrDefault(step => step.Failure
            is not (ConnectionFailure.None or ConnectionFailure.AccessDenied or ConnectionFailure.ServiceNotSeen)) is { } failed
            ? new UhitConnectionException(failed.Failure, $"{failed.Name}: {failed.Detail} {failed.WhatToDo}".TrimEnd())
            : null;

    private string Thumbprint() => certificates.GetCurrent().TargetCertificate.Thumbprint;
}
