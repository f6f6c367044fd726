/** The vocabulary by which a printed duration is known for a time that has passed, or for something else. Lower case. */

const set = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.join(' ').split(' '));

/** Name nothing but time that has passed. */
export const ELAPSED = set(
  'elapsed took taken takes spent spend spends lasted runtime runtimes walltime',
  'laufzeit duré durou duró durato écoulé écoulée transcurrido decorrido tardó demorou levou verstrichen trascorso',
  'заняло заняла занял заняли прошло затрачено',
  'dauerte dauert benötigte impiegato zajął zajęło zajęła trwał trwało trwała upłynęło sürdü verstreken duurde trvalo trvání kesto förfluten',
);

/** As much, but of media and in settings another length. */
export const DURATION = set('duration durations dauer durée duración duração durata длительность продолжительность');

/** Name time, passed or not. */
export const TIME = set(
  'time times timing timer seconds secs cost costs used using temps tiempo tempo zeit время составило czas czasu süre süresi gian tijd tid čas aika',
);
/** So does a stopwatch at the beginning of the line. */
export const STOPWATCH = /[⏱⏲]/u;
/** `Batch` in front of `time`, or `taken` behind it, makes it a time that has passed. */
export const BEFORE_TIME = set(
  'run running wall exec execution executing train training trained test testing eval evaluation evaluating validation val valid',
  'inference prediction predict fit fitting load loading process processing preprocessing preprocess computation compute',
  'computing calculation total epoch overall compile compilation build import setup init initialization finish completion step',
  'transfer download upload query task job request pipeline script program benchmark experiment round forward backward generation search solve solver sort parse save convergence cost startup cum cumulative',
  'execute read write copy flush render crawl scan export update merge insert index encode decode sync fold',
);
/** What has been found so is the figure itself: `Silence detected: 1.2 s`. */
export const SEEN = set('detected measured observed reported specified configured selected given required allowed');
/** Of what is to come `in 1.5 s`. */
export const SOON = set(
  'starts starting ends ending begins expires arrives arriving leaves opens closes due available back reset resets refresh refreshes unlocks hits shutdown reboot restart resume poll reaction reach reaches',
);
/** They make the time of an item that of all. */
export const WHOLE = set('total whole entire overall full');
/** Work whose name ends a variable's, beside {@link BEFORE_TIME}: `detect_ms`. */
export const WORK_VERBS = set('detect infer generate fwd bwd motion draft');
/** What a line is an order for, whatever it names besides: `Get labels 1.234 s`. */
export const ORDERS = set('get make find create calculate calc update init initialize check apply fetch run');
/** What else a figure behind nothing but a name is: `lag: 0.25s`. */
export const QUANTITIES = set(
  'cycle length life lifespan countdown rtt ping ttft tpot p percentile latency frequency freq wavelength tempo beat beats gait swing stance contact',
  'depth height width distance size bandwidth dead rest pulses sim simulated window windows stall stalls',
  'tick debounce throttle linger grace lease freshness staleness validity turnaround arrival departure shift trim crop spacing padding',
  'cadence precision value setting settings config default voltage temperature pressure delta sigma mu',
  'score speech talk talking speaking speaker voice slept active idle screen downtime dwell stay gestation incubation half',
  'lag period stride rt ttc onset peak pulse width hold fade attack release sustain age uptime silence position seek timestamp playhead',
  'hop vsync goal pb quantum resolution quota allotment slow slower late early drift skew lookback lookahead cutoff transition tr te ti tau now ahead behind difference diff saved overhead',
);
/** What is compared with another by its time. */
const SUBJECTS = set(
  'python julia numpy numba cython pytorch torch tensorflow keras jax flux lux gpu cuda rust java matlab octave fortran xgboost sklearn tensor gbm boost loop',
  'array list dict vectorized vectorised naive parallel sequential serial threaded multithreaded multiprocessing async synchronous recursive iterative scalar batched',
);
export const AFTER_TIME = set('taken used usage cost costs consumed consumption passed needed spent elapsed required');

/** Say of a figure that it is no time that has passed. */
export const NEVER = set(
  'eta remaining remain remains left estimate estimated estimates expected timeout timeouts limit limits limited',
  'budget deadline retry retries retrying wait waits waiting waited sleep sleeps sleeping',
  'pause pausing delay delayed delays interval intervals reconnect reconnecting expires expiry expiring ttl est keepalive cooldown',
  'espera restante restantes restant осталось ожидание estimado estimada estimé estimée',
  'usually normally generally roughly often',
  'simulado simulada simulato simulata simulé simulée simuliert simulierte',
  'uptime downtime heartbeat offset jitter dt threshold tolerance gap projected planned ago backoff precompiled sla criterion criteria requested',
  'tahmini kalan pozostały pozostało szacowany oczekiwania',
);
/** That it is one of many, or of all of them. */
export const STATISTICS = set(
  'max maximum minimum fastest slowest every per average averaged avg mean median std stddev stdev deviation percentile typical',
  'médio média medio moyen moyenne durchschnitt durchschnittlich mittlere среднее mínimo máximo',
  'cada chaque jeder jede ogni каждый каждая каждую',
  'promedio promedia gemiddeld gemiddelde genomsnittlig',
  'ortalama azami asgari średni średnia średnio maksymalny',
);
/** That it is something else, unless a verb says how long this took: `saved the best model in 5 s`. */
export const MEASURES = set('rate speed throughput latency fps best worst target goal');
/** These verbs do so. */
export const TOLD = set('took lasted spent taken');
/** Say so beside a mere `time`, and in `starting in 5 s`. */
export const NOT_WITH_TIME = set(
  'starting start started starts begin began beginning end ending current currently since will should would until till next',
  'again previous local now utc gmt min length mae mse rmse segment window horizon scheduled refreshing shutting between restarting resume resuming',
);
/** Say that something is still to come. */
export const FUTURE = set(
  'next not will would should must may might could can shall again until till starting restarting resuming shutting try tries scheduling scheduled',
);
/** Anywhere before the figure, they make what passes a wait. */
export const WAITS = set(
  'wait waiting waited retry retrying timeout cooldown sleep sleeping reconnecting exceeded queued blocked watchdog bekleme',
);
/** Their `time` is that of one of many. */
export const PER_ITEM = set('batch step iteration iter sample image img frame token item request query call reader');
/** Their `time` is a part of what has passed; a number of `seconds` is none. */
export const PART_OF_TIME = set('cpu gc user sys system n num');
/** Directly before a mere `time` they make it one by another clock, or of something else. */
export const OTHER_CLOCKS = set(
  'relative green red yellow kernel simulation simulated sim virtual physical model data unix server half lead dead rise schedule refresh poll polling period',
  'lag cycle frame grace sampling restart arrival departure creation modified access last first physics cook cooking flight travel reverb exposure shutter',
  'reaction relaxation decay settling integration stop residence transit delivery service speaking survival optimal predicted warmup onset queue',
  't echo repetition inversion retention recovery doubling dwell pts dts idle drive driving walking charging baking curing game',
);
/** Words of {@link TIME} that name other quantities as well, when no unit stands beside the figure. */
export const VAGUE = set('times cost costs used using timer tid составило');
/** Media have durations of their own. */
export const MEDIA = set(
  'audio video clip song track recording playback media speech film movie sample segment utterance sound file booking meeting trip journey distance flight',
);
/** `time step` and the like are not time; `elapsed steps` are counted. */
export const AFTER_NOUN_COUNTS = set(
  'step steps stamp stamps series zone slot slots frame frames span range ranges axis domain horizon bin bins code line point points unit units scale',
  'loss losses mae mse rmse error accuracy delta decay resolution constant window limit out iterations epochs batches samples tokens cycles ticks dimension dim index factor ratio fraction share weight embedding mask complexity penalty reward bonus estimation',
);

/** Work that has been done: `finished in 5 s`. */
export const DONE = set(
  'done complete completed completes finish finished finishes built ran run ready success successfully successful read wrote written',
  'found made sent got exit fit split converges took ok pass passed 完成 完了 完毕 완료',
  'pronto listo lista fertig erledigt fini finie hotovo gotowe klaar valmis färdig готово готов готова готовы tamamlandı bitti xong tất',
);
/** How languages tell that something was done in a time: the words before the figure, and how the participle before those ends. */
export const DONE_IN: readonly (readonly [link: string, participle: RegExp])[] = [
  // English, German, Italian
  [
    'in|after|nach',
    /ed$|^(?:woke|drew|froze|put|swept|shut|spun|threw|sank|went|came)$|iert$|^(?:.{2,3})?ge.{3,}(?:t|en)$|^(?:be|ent|er|ver).{3,}t$|.{3}[aiu]t[aio]$/,
  ],
  // Spanish, Portuguese, French
  ['en|em|après', /[aií]d[ao]s?$|ée?s?$|(?:ó|[aei]ron|[aei]ram|[eo]u)$/],
  // Russian
  ['за', /[аеяё]н[аоы]?$|л(?:ся|[аио]сь)$/],
  // Czech, Romanian, Vietnamese
  ['za', /[ánuýe]n[aoyi]?$/],
  ['în', /[aiu]t[ăe]?$/],
  ['trong', /^thành$/],
  // Polish
  ['w|w czasie|w ciągu', /[aoę][nt][yaeo]$/],
];
/** Say that what a line tells is done, with a figure in brackets; a setting may have them as well. */
export const TICKS = set('✓ ✔ ✅');
/** What a training reports, a time beside it. */
export const METRICS = set('loss acc accuracy auc lr ppl perplexity iou psnr');
/** Words in -ed that promise nothing done. */
const NOT_DONE = set(
  'timed speed need expected estimated limited allowed based fixed seed feed scheduled planned delayed precompiled exceed',
  'indeed embed proceed red bed led metadata retried killed aborted throttled paused cached triggered',
);
/** Words in -ing and -ion that name no work that was done. */
const NOT_WORK = set(
  'remaining waiting sleeping pending sampling spacing padding trailing polling delaying pausing expiring retrying during string',
  'rolling sliding moving smoothing cooling heating setting taking starting warning ping ring being scheduling restarting ending opening closing',
  'session fixation motion condition transition animation position rotation expiration duration version region section option fraction',
);

// Directly behind a figure, as alternatives of a pattern

export const OTHERS_BEHIND =
  'per|each|apiece|left|remaining|remain|to go|ago|timeout|limit|delay|interval|until|before|later|old|too|eta|or less|max|budget|window|long|between|video|audio|(?:of|de) (?:audio|video|speech)|\\(?(?:avg|mean|median|configured|default|planned|requested)\\b|on average';
export const OTHERS_BEHIND_HAN = '[之时]?后|后?重试|超时';
export const PASSED_BEHIND =
  '(?:have |has |time )?(?:elapsed|passed|taken|spent|used)|in total|total|(?:was|were|is) (?:taken|used|spent|needed)';
/** Japanese, Korean, Turkish. */
export const PASSED_BEHIND_ELSEWHERE = 'かか[りっ]|걸[렸린]|(?:sürdü|tamamlandı|bitti)(?![a-z])';
export const RUN_WORDS = 'running|run|execution|training|elapsed|wall|computation|processing';
export const WORK_STEMS =
  'train|run|complete|finish|load|comput|process|evaluat|execut|fit|read|build|compil|generat|solve|predict|import|preprocess|creat|calculat|sort|test|pars|writ|sav|converg|search|do\\b|download|install|render|classif';
export const ITEM = 'it|iter|step|batch|piece|sample|epoch|image|img|token|frame|item';

/** Chinese has no blanks between words. */
export const ELAPSED_HAN =
  /(?:^|[^\u4E00-\u9FFF]|[毕完了成平]|总共?|共计?|訓練|训练|运行|执行|处理|测试|推理|加载)用[时時]|(?:训练|运行|执行|处理|总)时长|总?耗[时時]|墙钟|共使用|[花耗][费費]|[花用]了|历时|[费費][时時]|所要時間|経過時間|実行時間|소요 ?시간/;
export const TIME_HAN = /时间|時間|시간/u;
export const NEVER_HAN =
  /平均|建议|预计|剩余|估计|超时|超出|预算|等待|间隔|最大|最小|最长|最短|每|重试|开始|结束|当前|现在|평균|예상|남은|대기/u;
export const WORK_HAN = /(?:训练|推理|测试|评估|加载|预处理|学習|推論|학습|훈련|추론|평가|로딩)/;

/** `traintime` and `Rechenzeit` are times; the others are not. */
export const TIME_COMPOUND = /^[a-zäöüß]{3,}(?:time|zeit|dauer)$/;
export const NO_TIME = set(
  'runtime walltime uptime downtime lifetime datetime realtime overtime sometime anytime bedtime lunchtime meantime',
  'laufzeit wartezeit restzeit uhrzeit startzeit endzeit echtzeit vertragslaufzeit kochzeit backzeit halbwertszeit lebensdauer spieldauer',
);

export function isDone(word: string, participle = /ed$/): boolean {
  return DONE.has(word) || (word.length > 3 && participle.test(word) && !NOT_DONE.has(word));
}

/** `training`, `evaluation`, `inference`, `julia`. */
export function isWorkNoun(word: string): boolean {
  return (
    BEFORE_TIME.has(word.replace(/^re(?=[a-z]{3})/, '')) ||
    BEFORE_TIME.has(word) ||
    SUBJECTS.has(word) ||
    (/^[a-z]{2,}(?:ing|[ts]ion)$/.test(word) && !NOT_WORK.has(word))
  );
}
