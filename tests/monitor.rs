//! Does the health monitor judge every node, whatever probes and callbacks do?

use std::collections::{HashMap, HashSet};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use ringwise::binding::{Time, begin_stop, interval, timeout};
use ringwise::{HashRing, Health, HealthMonitor, MonitorBuilder, SharedRing};

/// Longer than anything here takes: what has not happened by then never will.
const NEVER: Duration = Duration::from_secs(120);

fn ring(names: &[&str]) -> Arc<SharedRing> {
    Arc::new(SharedRing::new(HashRing::from_names(names).unwrap()))
}

/// A monitor that probes without a pause, and its changes.
fn watched(ring: &Arc<SharedRing>) -> (MonitorBuilder, Receiver<(String, Health)>) {
    let (sender, changes) = channel();
    let builder = HealthMonitor::builder(ring)
        .interval(Duration::from_millis(1))
        .on_change(move |node, health| sender.send((node.to_owned(), health.clone())).unwrap_or_default());
    (builder, changes)
}

/// Waits for the next change of a node. A busy machine may find others down for a moment.
fn change_of(node: &str, changes: &Receiver<(String, Health)>) -> Health {
    loop {
        let (changed, health) = changes.recv_timeout(NEVER).unwrap();
        if changed == node {
            return health;
        }
    }
}

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < NEVER, "{what} never happened");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A probe that returns the outcomes of a script one by one, then `last` for ever.
fn scripted(script: &'static str, last: bool) -> (impl Fn(&str) -> Result<(), String> + Send + Sync, Arc<AtomicUsize>) {
    let probes = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&probes);
    let probe = move |_: &str| {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        let answers = script.as_bytes().get(number).map_or(last, |&outcome| outcome == b'+');
        if answers { Ok(()) } else { Err(format!("failure {number}")) }
    };
    (probe, probes)
}

#[test]
fn a_node_falls_and_rises_at_its_thresholds() {
    let ring = ring(&["a"]);
    let (builder, changes) = watched(&ring);
    let (probe, _) = scripted("--+---+-++", true);
    let monitor = builder.probe(probe).fall(3).rise(2).build().unwrap();
    monitor.start().unwrap();
    let (node, health) = changes.recv_timeout(NEVER).unwrap();
    // The third failure in a row is the sixth probe.
    assert_eq!((node.as_str(), health.healthy, health.reason.as_deref()), ("a", false, Some("failure 5")));
    let (_, health) = changes.recv_timeout(NEVER).unwrap();
    assert_eq!((health.healthy, health.reason.as_deref()), (true, Some("it answers again")));
    assert_eq!(ring.view().health("a").unwrap(), &health);
    assert!(monitor.stop().is_empty());
}

#[test]
fn flapping_below_the_thresholds_changes_nothing() {
    let ring = ring(&["a"]);
    let (builder, changes) = watched(&ring);
    let (probe, probes) = scripted("--+--+-+--+--+--+-+--+", true);
    let monitor = builder.probe(probe).fall(3).rise(2).build().unwrap();
    monitor.start().unwrap();
    wait_until("the end of the script", || probes.load(Ordering::SeqCst) > 25);
    monitor.stop();
    assert!(changes.try_recv().is_err());
    assert!(ring.view().is_healthy("a").unwrap());
}

/// Blocks everyone who waits, until it is opened.
#[derive(Default)]
struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn wait(&self) -> Result<(), String> {
        drop(self.opened.wait_while(self.open.lock().unwrap(), |open| !*open).unwrap());
        Ok(())
    }

    fn open(&self) {
        *self.open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}

#[test]
fn a_hung_probe_fails_delays_no_other_and_is_reported() {
    let ring = ring(&["good", "hung"]);
    let (builder, changes) = watched(&ring);
    let gate = Arc::new(Gate::default());
    let probes = Arc::new(Mutex::new(HashMap::new()));
    let probe = {
        let (gate, probes) = (Arc::clone(&gate), Arc::clone(&probes));
        move |node: &str| {
            *probes.lock().unwrap().entry(node.to_owned()).or_insert(0) += 1;
            if node == "hung" {
                gate.wait()?;
            }
            Ok(())
        }
    };
    let monitor = builder.probe(probe).concurrency(1).timeout(Duration::from_millis(20)).fall(1).rise(1).build().unwrap();
    monitor.start().unwrap();
    let health = change_of("hung", &changes);
    assert_eq!(health.reason.as_deref(), Some("no answer within 20ms"));
    let count = |node: &str| probes.lock().unwrap().get(node).copied().unwrap_or(0);
    wait_until("a hundred probes of the other", || count("good") > 100);
    assert_eq!(count("hung"), 1);
    gate.open();
    assert!(change_of("hung", &changes).healthy);
    monitor.stop();
}

#[test]
fn a_probe_that_hangs_on_fails_again_after_each_interval() {
    let ring = ring(&["hung"]);
    let (builder, changes) = watched(&ring);
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    let monitor = builder.probe(move |_| held.wait()).timeout(Duration::from_millis(5)).fall(3).build().unwrap();
    monitor.start().unwrap();
    assert!(!change_of("hung", &changes).healthy);
    gate.open();
    assert!(change_of("hung", &changes).healthy);
    monitor.stop();
}

/// A node that is added again while its old probe hangs gets no other probe, so the hanging one is its own failure.
#[test]
fn a_node_that_comes_back_under_a_hung_probe_goes_down() {
    let ring = ring(&["hung"]);
    let (builder, changes) = watched(&ring);
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    let monitor = builder.probe(move |_| held.wait()).timeout(Duration::from_millis(5)).fall(2).build().unwrap();
    monitor.start().unwrap();
    assert!(!change_of("hung", &changes).healthy);
    ring.remove_node("hung").unwrap();
    ring.add_node("hung").unwrap();
    assert!(ring.view().is_healthy("hung").unwrap());
    assert!(!change_of("hung", &changes).healthy);
    gate.open();
    monitor.stop();
}

/// The payload of a panic may panic again when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("on purpose, once more");
    }
}

#[test]
fn a_panic_within_a_panic_ends_nothing() {
    let ring = ring(&["a", "b"]);
    let (builder, changes) = watched(&ring);
    let monitor = builder.probe(|node| if node == "a" { std::panic::panic_any(Bomb) } else { Err("down".to_owned()) }).build().unwrap();
    monitor.start().unwrap();
    assert_eq!(change_of("a", &changes).reason.as_deref(), Some("the probe panicked: no message"));
    monitor.stop();
}

#[test]
fn a_mark_by_hand_begins_the_count_anew() {
    let ring = ring(&["a"]);
    let (builder, changes) = watched(&ring);
    let (probe, probes) = scripted("", true);
    let monitor = builder.probe(probe).rise(500).build().unwrap();
    monitor.start().unwrap();
    wait_until("more successes than it takes", || probes.load(Ordering::SeqCst) > 600);
    ring.mark_node_unhealthy("a").unwrap();
    let before = probes.load(Ordering::SeqCst);
    assert!(change_of("a", &changes).healthy);
    assert!(probes.load(Ordering::SeqCst) >= before + 498);
    monitor.stop();
}

#[test]
fn stop_leaves_what_hangs_and_names_it() {
    let ring = ring(&["a", "b", "hung"]);
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    let (builder, changes) = watched(&ring);
    let probe = move |node: &str| if node == "hung" { held.wait() } else { Ok(()) };
    let monitor = builder.probe(probe).timeout(Duration::from_millis(20)).fall(1).build().unwrap();
    monitor.start().unwrap();
    assert!(!change_of("hung", &changes).healthy);
    assert!(monitor.stop().contains(&"hung".to_owned()));
    assert!(!monitor.is_running());
    gate.open();
}

#[test]
fn a_monitor_that_is_stopping_may_be_started_again() {
    let ring = ring(&["a", "hung"]);
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    let (builder, changes) = watched(&ring);
    let probe = move |node: &str| if node == "hung" { held.wait() } else { Err("down".to_owned()) };
    let monitor = builder.probe(probe).timeout(Duration::from_millis(20)).fall(1).build().unwrap();
    monitor.start().unwrap();
    let down: HashSet<_> = (0..2).map(|_| changes.recv_timeout(NEVER).unwrap().0).collect();
    assert_eq!(down, HashSet::from(["a".to_owned(), "hung".to_owned()]));
    let stopping = begin_stop(&monitor);
    assert!(!monitor.is_running());
    ring.mark_node_healthy("a").unwrap();
    monitor.start().unwrap();
    assert!(monitor.is_running());
    assert_eq!(stopping.wait(), ["hung"]);
    assert_eq!(changes.recv_timeout(NEVER).unwrap().0, "a");
    monitor.stop();
    gate.open();
}

#[test]
fn a_thousand_nodes_of_which_a_hundred_hang_are_all_judged() {
    const NODES: usize = 1000;
    let names: Vec<String> = (0..NODES).map(|number| format!("node-{number}")).collect();
    let ring = Arc::new(SharedRing::new(HashRing::builder().nodes(names.iter().map(String::as_str)).vnodes(1).build().unwrap()));
    let gate = Arc::new(Gate::default());
    let (held, (judged, outcomes)) = (Arc::clone(&gate), channel());
    let timeout = Duration::from_millis(500);
    let hangs = |node: &str| node.ends_with('7');
    // The others fail, so that the first judgement of each node shows.
    let monitor = HealthMonitor::builder(&ring)
        .probe(move |node| if hangs(node) { held.wait() } else { Err("down".to_owned()) })
        .on_change(move |node, _| judged.send(node.to_owned()).unwrap_or_default())
        .timeout(timeout)
        .interval(Duration::from_secs(3600))
        .fall(1)
        .build()
        .unwrap();
    let start = Instant::now();
    monitor.start().unwrap();
    let seen: HashSet<String> = (0..NODES).map(|_| outcomes.recv_timeout(NEVER).unwrap()).collect();
    assert_eq!(seen.len(), NODES);
    assert!(start.elapsed() <= timeout * NODES.div_ceil(32) as u32, "{:?}", start.elapsed());
    assert_eq!(monitor.stop().len(), 100);
    gate.open();
}

#[test]
fn a_panic_is_a_failure_of_the_probe_and_nothing_to_the_callback() {
    let ring = ring(&["a", "b"]);
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let monitor = HealthMonitor::builder(&ring)
        .probe(|node| if node == "a" { panic!("on purpose") } else { Err("down".to_owned()) })
        .on_change(move |_, _| {
            counted.fetch_add(1, Ordering::SeqCst);
            panic!("on purpose, too");
        })
        .interval(Duration::from_millis(1))
        .timeout(Duration::from_secs(60)) // to write the first backtrace takes seconds on a busy machine
        .build()
        .unwrap();
    monitor.start().unwrap();
    wait_until("both calls", || calls.load(Ordering::SeqCst) == 2);
    assert_eq!(ring.view().health("a").unwrap().reason.as_deref(), Some("the probe panicked: on purpose"));
    assert_eq!(ring.get_node_with_fallback(b"key"), None);
    monitor.stop();
}

#[test]
fn a_callback_may_stop_its_monitor() {
    let ring = ring(&["a"]);
    let slot: Arc<Mutex<Option<HealthMonitor>>> = Arc::default();
    let (inside, (sender, stopped)) = (Arc::clone(&slot), channel());
    let monitor = HealthMonitor::builder(&ring)
        .probe(|_| Err("down".to_owned()))
        .on_change(move |_, _| {
            let monitor = inside.lock().unwrap().take().unwrap();
            sender.send(monitor.stop()).unwrap_or_default();
        })
        .interval(Duration::from_millis(1))
        .build()
        .unwrap();
    let mut held = slot.lock().unwrap();
    monitor.start().unwrap();
    *held = Some(monitor);
    drop(held);
    assert!(stopped.recv_timeout(NEVER).unwrap().is_empty());
}

/// A callback takes as long as it likes: meanwhile no other node fails for it, and `stop` does not wait for ever.
#[test]
fn a_callback_that_hangs_delays_no_judgement() {
    let ring = ring(&["a", "b", "c"]);
    let (gate, (sender, told)) = (Arc::new(Gate::default()), channel());
    let held = Arc::clone(&gate);
    let probes = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&probes);
    let monitor = HealthMonitor::builder(&ring)
        .probe(move |node| {
            counter.fetch_add(1, Ordering::SeqCst);
            if node == "a" { Err("down".to_owned()) } else { Ok(()) }
        })
        .on_change(move |node, _| {
            sender.send(node.to_owned()).unwrap_or_default();
            held.wait().unwrap_or_default();
        })
        .interval(Duration::from_millis(1))
        .timeout(Duration::from_secs(2))
        .fall(1)
        .build()
        .unwrap();
    monitor.start().unwrap();
    assert_eq!(told.recv_timeout(NEVER).unwrap(), "a");
    let before = probes.load(Ordering::SeqCst);
    wait_until("a hundred probes while the callback hangs", || probes.load(Ordering::SeqCst) > before + 100);
    assert!(ring.view().is_healthy("b").unwrap() && ring.view().is_healthy("c").unwrap());
    monitor.stop();
    gate.open();
}

/// With jitter, nodes that were probed together soon no longer are.
#[test]
fn jitter_spreads_the_probes() {
    let names: Vec<String> = (0..20).map(|number| format!("node-{number}")).collect();
    let ring = Arc::new(SharedRing::new(HashRing::from_names(&names).unwrap()));
    let (sender, probed) = channel();
    let monitor = HealthMonitor::builder(&ring)
        .probe(move |node| {
            sender.send(node.to_owned()).unwrap_or_default();
            Ok(())
        })
        .interval(Duration::from_millis(20))
        .jitter(1.0)
        .build()
        .unwrap();
    monitor.start().unwrap();
    let order: Vec<String> = (0..400).map(|_| probed.recv_timeout(NEVER).unwrap()).collect();
    monitor.stop();
    // Without jitter, every twenty probes in a row would be of twenty nodes.
    let distinct = |round: &[String]| round.iter().collect::<HashSet<_>>().len();
    assert!(order[200..].chunks(20).any(|round| distinct(round) < 20));
}

#[test]
fn failures_before_a_node_was_removed_do_not_count_after() {
    let ring = ring(&["a", "b"]);
    let (probe, probes) = scripted("", false);
    let (builder, changes) = watched(&ring);
    let monitor = builder.probe(move |node| if node == "a" { probe(node) } else { Ok(()) }).fall(1000).build().unwrap();
    monitor.start().unwrap();
    wait_until("some failures", || probes.load(Ordering::SeqCst) > 10);
    let before = probes.load(Ordering::SeqCst);
    ring.edit(|ring| {
        ring.remove_node("a")?;
        ring.add_node("a")
    })
    .unwrap();
    assert_eq!(change_of("a", &changes).reason.as_deref().map(|reason| reason.starts_with("failure ")), Some(true));
    assert!(probes.load(Ordering::SeqCst) >= before + 1000);
    monitor.stop();
}

#[test]
fn members_come_and_go_while_it_runs() {
    let ring = ring(&["a"]);
    let (builder, changes) = watched(&ring);
    let monitor = builder.probe(|node| if node == "b" { Err("down".to_owned()) } else { Ok(()) }).build().unwrap();
    monitor.start().unwrap();
    ring.add_node("b").unwrap();
    assert_eq!(changes.recv_timeout(NEVER).unwrap().0, "b");
    ring.remove_node("b").unwrap();
    ring.add_node("b").unwrap(); // starts healthy, and is found down again
    let (node, health) = changes.recv_timeout(NEVER).unwrap();
    assert_eq!((node.as_str(), health.healthy), ("b", false));
    monitor.stop();
}

#[test]
fn the_built_in_probe_connects() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let ring = ring(&[&address.to_string(), "named"]);
    let (builder, changes) = watched(&ring);
    let monitor = builder.address("named", format!("localhost:{}", address.port())).fall(2).rise(2).timeout(NEVER).build().unwrap();
    monitor.start().unwrap();
    drop(listener);
    let down: HashSet<_> = (0..2).map(|_| changes.recv_timeout(NEVER).unwrap().0).collect();
    assert_eq!(down, HashSet::from([address.to_string(), "named".to_owned()]));
    assert!(ring.view().health("named").unwrap().reason.as_deref().unwrap().contains("refused"));
    let _listener = TcpListener::bind(address).unwrap();
    assert!((0..2).all(|_| changes.recv_timeout(NEVER).unwrap().1.healthy));
    monitor.stop();
}

#[test]
fn a_thousand_starts_and_stops_leave_nothing() {
    let ring = ring(&["a", "b", "c"]);
    // Every thread of a monitor holds its probe, and the probe holds this.
    let token = Arc::new(());
    for _ in 0..1000 {
        let held = Arc::clone(&token);
        let probe = move |_: &str| {
            let _ = &held;
            Ok(())
        };
        let monitor = HealthMonitor::builder(&ring).probe(probe).interval(Duration::from_millis(1)).build().unwrap();
        monitor.start().unwrap();
        monitor.start().unwrap(); // a second start does nothing
        assert!(monitor.is_running());
        assert!(monitor.stop().is_empty());
        assert!(monitor.stop().is_empty());
        drop(monitor);
        assert_eq!((Arc::strong_count(&token), Arc::strong_count(&ring)), (1, 1));
    }
}

#[test]
fn bad_settings_are_refused() {
    let ring = ring(&["10.0.0.1:11211", "a"]);
    let refused = |build: &dyn Fn(MonitorBuilder) -> MonitorBuilder, message: &str| {
        let builder = HealthMonitor::builder(&ring).probe(|_| Ok(()));
        assert_eq!(build(builder).build().unwrap_err().to_string(), message);
    };
    refused(&|builder| builder.interval(Duration::ZERO), "interval 0: a number of seconds from 0.001 to 604800");
    refused(&|builder| interval(builder, Time::Seconds(f64::NAN)), "interval NaN: a number of seconds from 0.001 to 604800");
    refused(&|builder| timeout(builder, Time::Seconds(-1.5)), "timeout -1.5: a number of seconds from 0.001 to 604800");
    refused(&|builder| interval(builder, Time::Milliseconds(0.5)), "interval 0.5: a number of milliseconds from 1 to 604800000");
    refused(&|builder| timeout(builder, Time::Milliseconds(f64::INFINITY)), "timeout inf: a number of milliseconds from 1 to 604800000");
    refused(&|builder| builder.jitter(1.5), "jitter 1.5: a number from 0 to 1");
    refused(&|builder| builder.rise(0), "rise 0: an integer from 1 to 1000");
    refused(&|builder| builder.fall(-1), "fall -1: an integer from 1 to 1000");
    refused(&|builder| builder.concurrency(0), "concurrency 0: an integer from 1 to 1024");
    let both = "addresses with a probe: only the built-in probe connects; leave out the addresses or the probe";
    refused(&|builder| builder.address("a", "b:1"), both);

    let what_is_right = "an address is host:port or [IPv6]:port, the port from 1 to 65535";
    let error = HealthMonitor::builder(&ring).build().unwrap_err().to_string();
    assert_eq!(error, format!("address \"a\" of node \"a\": {what_is_right}"));
    let error = HealthMonitor::builder(&ring).address("a", "::1:80").build().unwrap_err().to_string();
    assert_eq!(error, format!("address \"::1:80\" of node \"a\": {what_is_right}"));
    let monitor = HealthMonitor::builder(&ring).address("a", "[::1]:80").build().unwrap();
    ring.add_node("c").unwrap();
    assert_eq!(monitor.start().unwrap_err().to_string(), format!("address \"c\" of node \"c\": {what_is_right}"));
}
