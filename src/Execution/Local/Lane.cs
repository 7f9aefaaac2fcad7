namespace HpcScheduler.Execution.Local;

/// <summary>A thread that carries out what it is given, in that order. It sleeps while there is nothing.</summary>
internal sealed class Lane : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Queue<Action> _waiting = new();
    private readonly Thread _thread;
    private bool _closed;

    public Lane(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Returns at once. After <see cref="Dispose"/> it does nothing.</summary>
    public void Post(Action work)
    {
        lock (_waiting)
        {
            if (_closed)
                return;
            _waiting.Enqueue(work);
            if (_waiting.Count == 1)
                Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Lets what is being carried out end, if it does soon; what waits is dropped.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _closed = true;
            _waiting.Clear();
            Monitor.Pulse(_waiting);
        }

        // What hangs in the kernel must not keep the host from ending.
        if (Thread.CurrentThread != _thread)
            _thread.Join(Patience);
    }

    private void Run()
    {
        while (true)
        {
            Action work;
            lock (_waiting)
            {
                while (_waiting.Count == 0 && !_closed)
                    Monitor.Wait(_waiting);
                if (_closed)
                    return;
                work = _waiting.Dequeue();
            }

            work();
        }
    }
}
